/** What charts share: round ticks, places on an axis, a figure as a file. */

import { fileName } from '../csv'

/** Round numbers from nought to at least `most`, about `wanted` of them. */
export function ticks(most: number, wanted = 4): number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0, 1]
  const rough = most / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999) ?? 10 * power
  const found: number[] = []
  for (let at = 0; at * step < most + step * 0.999; at += 1) found.push(Number((at * step).toPrecision(12)))
  return found
}

/** A straight scale; a domain of no width lies in the middle. */
export function straight(domain: [number, number], range: [number, number]): (value: number) => number {
  const width = domain[1] - domain[0]
  if (!width) return () => (range[0] + range[1]) / 2
  return (value) => range[0] + ((value - domain[0]) / width) * (range[1] - range[0])
}

/** Every how many labels of this width one is drawn so that they do not touch. */
export function every(labels: number, room: number, width: number): number {
  if (labels < 2) return 1
  return Math.max(1, Math.ceil((labels * width) / Math.max(room, 1)))
}

/** About how wide a text is drawn. */
export function wide(text: string, size = 12): number {
  return text.length * size * 0.56
}

/** A text cut to a width, with an ellipsis. */
export function fitted(text: string, room: number, size = 12): string {
  const letters = Math.max(1, Math.floor(room / (size * 0.56)))
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…`
}

/** A text over so many lines at most, broken at spaces; the last one is cut. */
export function broken(text: string, room: number, lines = 2, size = 12): string[] {
  const found: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word
    if (!line || wide(longer, size) <= room) line = longer
    else {
      found.push(line)
      line = word
    }
  }
  found.push(line)
  if (found.length > lines) found.splice(lines - 1, found.length, found.slice(lines - 1).join(' '))
  return found.map((one) => fitted(one, room, size))
}

const COPIED = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity',
  'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order', 'stop-color', 'stop-opacity',
]

/** A drawn chart as a file of its own: what the style sheet says stands in it. */
export function svgFile(drawn: SVGSVGElement): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const from = [drawn, ...drawn.querySelectorAll('*')]
  const into = [copy, ...copy.querySelectorAll('*')]
  from.forEach((one, at) => {
    const style = getComputedStyle(one)
    const written = COPIED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    into[at]?.setAttribute('style', written)
    into[at]?.removeAttribute('class')
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.style.background = getComputedStyle(drawn.ownerDocument.documentElement).getPropertyValue('--surface')
  return new XMLSerializer().serializeToString(copy)
}

/** Hand a drawing out as a file. */
export function saveSvg(name: string, drawn: SVGSVGElement): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([svgFile(drawn)], { type: 'image/svg+xml' }))
  link.download = `${fileName(name)}.svg`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}
