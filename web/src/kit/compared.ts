/** A number beside the same number of another period, as the server compared them. */

import type { FigureChange } from '../api/types'
import { count, duration, money, percent } from './numbers'
import { t, type Language } from './words.svelte'

export type { Compared, FigureChange, Narrowed } from '../api/types'

/** How a change is shown: what it was, by how much it differs, and what to think of it. */
export interface ToldChange {
  was: string
  /** «+12 %», «−4,0 п.п.»; empty where nothing is set side by side. */
  by: string
  way: 'up' | 'down' | 'same'
  verdict: NonNullable<FigureChange['verdict']> | 'missing'
  /** All of it in one sentence. */
  said: string
}

const EVEN = 0.0005
/** A change of more than so much says no more than that it is large. */
const MOST = 9.995

export function toldChange(one: FigureChange | undefined, currency: string, language: Language): ToldChange | null {
  if (!one || (one.was === null && one.missing === 'empty')) return null
  const write = (value: number | null) => written(one.kind, value, currency, language)
  const was = write(one.was)
  if (one.missing !== null || one.difference === null) {
    const why = t(`bar.why.${one.missing ?? 'empty'}`)
    return { was, by: '', way: 'same', verdict: 'missing', said: t('bar.said_missing', { was, why }) }
  }
  const size = one.kind === 'share' ? one.difference : (one.change ?? Math.sign(one.difference))
  const way = Math.abs(size) < EVEN ? 'same' : size > 0 ? 'up' : 'down'
  const by = difference(one, language)
  const verdict = one.verdict ?? 'unchecked'
  const range = one.low === null || one.high === null || one.was === 0 ? '' : t('bar.range', { low: signed(one, one.low, language), high: signed(one, one.high, language) })
  const said = t('bar.said', { was, now: write(one.now), by: [by || t('bar.from_nothing'), range].filter(Boolean).join(' '), verdict: t(`bar.verdict.${verdict}`) })
  return { was, by, way, verdict, said }
}

/** What a figure is written as. */
export function written(kind: FigureChange['kind'], value: number | null, currency: string, language: Language): string {
  if (value === null) return '—'
  if (kind === 'share') return percent(value, language)
  if (kind === 'days') return duration(value, language)
  // Sums come in major units.
  if (kind === 'money' || kind === 'price') return money(Math.round(value * 100), currency, language)
  return count(value, language, Number.isInteger(value) ? 0 : 1)
}

function difference(one: FigureChange, language: Language): string {
  const size = one.kind === 'share' ? one.difference : one.change
  return size === null ? '' : signed(one, size, language)
}

function signed(one: FigureChange, value: number, language: Language): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  if (one.kind === 'share') return t('bar.points', { points: sign + count(Math.abs(value) * 100, language, 1) })
  if (value > MOST) return t('bar.times', { n: count(value + 1, language) })
  return sign + percent(Math.abs(value), language, Math.abs(value) < 0.1 ? 1 : 0)
}

/** Whether a way is for the better: more of most things is, of losses and of days less is. */
export function isBetter(way: ToldChange['way'], more: 'good' | 'bad' | 'neither'): boolean | null {
  if (way === 'same' || more === 'neither') return null
  return (way === 'up') === (more === 'good')
}
