// Sends what an application would send, with the client library as its makers publish it.
//     node segment_client.mjs ADDRESS KEY
// Prints the errors the library met, as JSON: none, when it is content.
import { Analytics } from '@segment/analytics-node'

const [address, writeKey] = process.argv.slice(2)
const errors = []
const client = new Analytics({ writeKey, host: address, path: '/v1/batch', flushAt: 15 })
client.on('error', (fault) => errors.push(String(fault.reason ?? fault.code)))
for (let n = 0; n < 50; n += 1) {
  const userId = `node-u${n}`
  client.identify({ userId, anonymousId: `node-d${n}`, traits: { email: `node.${n}@shop.test` } })
  client.track({ userId, event: 'Order Completed', properties: { total: 10.5, n } })
  client.page({ userId, name: 'Главная', properties: { url: 'https://shop.test/' } })
  client.screen({ userId, name: 'Корзина' })
  client.group({ userId, groupId: `g${n % 5}` })
  client.alias({ userId, previousId: `node-old${n}` })
}
await client.closeAndFlush()
process.stdout.write(JSON.stringify(errors))
