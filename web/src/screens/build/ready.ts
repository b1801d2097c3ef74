/** Touchpoints most businesses have: one press puts them on the map, with everything that makes them work. */

import { newName } from '../../map/names'
import type { MapDocument, Operation, Value } from '../../map/shapes'

interface Ready {
  key: string
  event: string
  from: 'buyer' | 'seller'
  role: string
  interaction: string
  channel: string
}

export const READY: Ready[] = [
  { key: 'ad', event: 'ad_click', from: 'seller', role: 'inform', interaction: 'click', channel: 'ads_search' },
  { key: 'listing', event: 'listing_view', from: 'buyer', role: 'inform', interaction: 'search', channel: 'map_listing' },
  { key: 'site', event: 'visit_start', from: 'buyer', role: 'inform', interaction: 'view', channel: 'site' },
  { key: 'subscription', event: 'subscribe_confirm', from: 'buyer', role: 'capture', interaction: 'subscribe', channel: 'email' },
  { key: 'form', event: 'form_submit', from: 'buyer', role: 'capture', interaction: 'form_fill', channel: 'site' },
  { key: 'call', event: 'call_in', from: 'buyer', role: 'capture', interaction: 'call_in', channel: 'phone' },
  { key: 'chat', event: 'chat_in', from: 'buyer', role: 'capture', interaction: 'chat', channel: 'telegram' },
  { key: 'meeting', event: 'meeting_held', from: 'buyer', role: 'persuade', interaction: 'meet', channel: 'office' },
  { key: 'offer', event: 'quote_sent', from: 'seller', role: 'convert', interaction: 'quote', channel: 'document' },
  { key: 'contract', event: 'contract_signed', from: 'buyer', role: 'convert', interaction: 'sign', channel: 'document' },
  { key: 'payment', event: 'payment_received', from: 'buyer', role: 'convert', interaction: 'pay', channel: 'site' },
  { key: 'delivery', event: 'service_done', from: 'buyer', role: 'serve', interaction: 'receive', channel: 'visit' },
  { key: 'review', event: 'review_posted', from: 'buyer', role: 'refer', interaction: 'review', channel: 'social' },
  { key: 'referral', event: 'referral_made', from: 'buyer', role: 'refer', interaction: 'refer', channel: 'social' },
]

/** Ready ones whose event the map does not know yet. */
export function missing(document: MapDocument): Ready[] {
  const known = new Set((document.touchpoints ?? []).flatMap((one) => (one.event as string[] | undefined) ?? []))
  return READY.filter((one) => !known.has(one.event))
}

export function readyAdded(document: MapDocument, one: Ready, title: string): Operation[] {
  const { key, event, channel, ...rest } = one
  const value: Value = { title, event: [event], channel: [channel], ...rest }
  return [{ op: 'add', path: ['touchpoints'], name: newName(document, key, 'touchpoint'), value }]
}

/** Channels to choose from; a map may name any other. */
export const CHANNELS = [
  'ads_search', 'ads_social', 'map_listing', 'search', 'site', 'email', 'sms', 'telegram', 'whatsapp', 'phone', 'office', 'event', 'social', 'document', 'product',
]
