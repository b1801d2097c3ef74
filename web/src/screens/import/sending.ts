/** A file goes to the server piece by piece, so that a bad line costs a piece and not the file. */

import { asked, Refused, search, type Answered } from '../../api/client'
import type { Sent } from './shapes'

const PIECE = 1 << 20

/** Send a file; `told` hears how much of it has gone. */
export async function sendFile(file: File, told: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const begun = await post<Sent>(`/api/uploads${search({ name: file.name })}`, new Blob([]), signal)
  const id = begun.answer.id
  let at = 0
  while (at < file.size) {
    const piece = file.slice(at, at + PIECE)
    const found = await again(() => post<Sent>(`/api/uploads/${id}/more${search({ at })}`, piece, signal), signal)
    at = found.answer.size
    told(at)
  }
  return id
}

/** Once more and once more, where the line broke off. */
async function again<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await send()
    } catch (fault) {
      if (signal.aborted || !(fault instanceof Refused) || fault.status !== 0 || turn >= 4) throw fault
      await new Promise((done) => setTimeout(done, 500 * 2 ** turn))
    }
  }
}

function post<T>(path: string, body: Blob, signal: AbortSignal): Promise<Answered<T>> {
  return asked<T>(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body, signal })
}
