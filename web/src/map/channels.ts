/** The drawn channel that a channel of a map is nearest to: `search_ads` is `ads`; the server has the same list. */

export const CHANNELS = ['ads', 'search', 'site', 'email', 'call', 'chat', 'visit', 'social', 'document', 'other'] as const
export type ChannelKind = (typeof CHANNELS)[number]

const SAID: [ChannelKind, string][] = [
  ['ads', 'ad ads ppc cpc banner outdoor radio tv target context реклама баннер retargeting direct directolog promo'],
  ['search', 'search seo organic maps map yandex google поиск карты'],
  ['site', 'site web website landing page calculator form app quiz shop сайт лендинг pay payment bank account'],
  ['email', 'email mail letter newsletter почта письмо'],
  ['call', 'phone call pbx telephony телефон звонок voice video'],
  ['chat', 'chat sms whatsapp telegram viber messenger bot push max чат смс мессенджер'],
  ['visit', 'visit meeting office showroom home store event place measure визит встреча офис offline exhibition'],
  ['social', 'social vk instagram facebook youtube dzen blog review reviews referral mouth отзывы соцсети ok'],
  ['document', 'document doc contract paper pdf invoice quote crm документ договор смета print'],
]
const KNOWN = SAID.map(([kind, words]) => [kind, new Set(words.split(' '))] as const)

export function channelKind(channel: string): ChannelKind {
  const parts = channel.toLowerCase().split(/[-_ ]/)
  return KNOWN.find(([, words]) => parts.some((one) => words.has(one)))?.[0] ?? 'other'
}
