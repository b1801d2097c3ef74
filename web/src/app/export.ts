/** Files to keep: handed out by the server, but for the picture in dots, which the browser makes. */

import { here, search } from '../api/client'
import { router } from './router.svelte'

export type Form = 'svg' | 'png' | 'html' | 'pages' | 'md'

export interface Wanted {
  form: Form
  numbers: boolean
  dark: boolean
  /** The size of the sheets, for pages alone. */
  paper?: string
}

/** Browsers refuse larger pictures than this on one side. */
const SIDE = 16_000

export function address(wanted: Wanted): string {
  const form = wanted.form === 'png' ? 'svg' : wanted.form
  return (
    here(`/api/map/${encodeURIComponent(router.map)}/export/${form}`) +
    search({ ...router.moments, numbers: wanted.numbers ? null : 'no', theme: wanted.dark ? 'dark' : 'light', paper: wanted.paper ?? null })
  )
}

/** Hand a file to the person. */
export function hand(name: string, href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

/** The map drawn in dots, twice as fine as it is shown where that fits. */
export async function png(wanted: Wanted): Promise<Blob> {
  const response = await fetch(address(wanted))
  if (!response.ok) throw new Error(String(response.status))
  const svg = await response.text()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(2, SIDE / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('canvas'))), 'image/png'),
  )
}
