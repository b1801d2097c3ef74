/** Code that sends an event of a touchpoint; whatever its name is, it stays a text. */

import type { Field } from './shapes'
import { split } from './model'

export type Way = 'html' | 'curl' | 'python' | 'node'
export const WAYS: Way[] = ['html', 'curl', 'python', 'node']

const WISHED_SHOWN = 2

export interface Sent {
  endpoint: string
  key: string
  event: string
  fields: Field[]
}

export function snippet(way: Way, sent: Sent): string {
  return { html, curl, python, node }[way](sent)
}

/** Fields with such values as the map asks for. */
export function properties(fields: Field[]): Record<string, string | number | boolean> {
  const { needed, wished } = split(fields)
  return Object.fromEntries([...needed, ...wished.slice(0, WISHED_SHOWN)].map((one) => [one.name, one.example]))
}

/** What stands once in the head of a site: Segment's calls, with nothing loaded from elsewhere. */
export function loader({ endpoint, key }: Pick<Sent, 'endpoint' | 'key'>): string {
  return `<script>
  window.analytics = window.analytics || {
    who: localStorage.getItem('visitor')
      || Date.now().toString(36) + Math.random().toString(36).slice(2),
    send(call, body) {
      localStorage.setItem('visitor', this.who)
      return fetch(${script(endpoint)} + call, {
        method: 'POST',
        keepalive: true,
        body: JSON.stringify({
          writeKey: ${script(key)},
          anonymousId: this.who,
          ...body,
        }),
      })
    },
    track(event, properties) {
      return this.send('track', { event, properties })
    },
    identify(userId, traits) {
      return this.send('identify', { userId, traits })
    },
  }
</script>`
}

function html({ event, fields }: Sent): string {
  return `<script>
  analytics.track(${script(event)}, ${script(properties(fields), 2)})
</script>`
}

function curl({ endpoint, key, event, fields }: Sent): string {
  const body = { userId: 'client-42', event, properties: properties(fields) }
  return `curl ${quoted(`${endpoint}track`)} \\
  -u ${quoted(`${key}:`)} \\
  -H 'content-type: application/json' \\
  -d ${quoted(JSON.stringify(body, null, 2))}`
}

function python({ endpoint, key, event, fields }: Sent): string {
  return `import base64, json, urllib.request

event = {
    "userId": "client-42",
    "event": ${JSON.stringify(event)},
    "properties": ${pythonDict(properties(fields))},
}
request = urllib.request.Request(
    ${JSON.stringify(`${endpoint}track`)},
    json.dumps(event).encode(),
    {
        "content-type": "application/json",
        "authorization": "Basic " + base64.b64encode(${JSON.stringify(`${key}:`)}.encode()).decode(),
    },
)
print(urllib.request.urlopen(request).read().decode())`
}

function node({ endpoint, key, event, fields }: Sent): string {
  const body = { userId: 'client-42', event, properties: properties(fields) }
  return `const answer = await fetch(${JSON.stringify(`${endpoint}track`)}, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    authorization: 'Basic ' + Buffer.from(${JSON.stringify(`${key}:`)}).toString('base64'),
  },
  body: JSON.stringify(${indented(JSON.stringify(body, null, 2), 2)}),
})
console.log(await answer.json())`
}

/** A touchpoint of the map for an event nobody waits for; the stage is to be chosen. */
export function touchpointYaml(event: string, stage: string | null): string {
  const name = event.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40)
  const id = /^[a-z]/.test(name) ? name : `point_${name || 'new'}`
  return [
    `- touchpoint: ${id}`,
    `  title: ${JSON.stringify(event)}`,
    ...(stage ? [`  stage: ${stage}`] : []),
    `  event: ${JSON.stringify(event)}`,
    '  from: buyer',
  ].join('\n')
}

// A tag inside a text would end the script it stands in.
function script(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent || undefined)
  return indented(text, indent).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

function indented(text: string, by: number): string {
  return text.split('\n').join(`\n${' '.repeat(by)}`)
}

/** As one word of a shell, whatever it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function pythonDict(values: Record<string, string | number | boolean>): string {
  const lines = Object.entries(values).map(([name, value]) => {
    const written = typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)
    return `        ${JSON.stringify(name)}: ${written},`
  })
  return lines.length ? `{\n${lines.join('\n')}\n    }` : '{}'
}
