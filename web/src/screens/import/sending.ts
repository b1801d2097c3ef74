/** A file goes to the server piece by piece, so that a bad line costs a piece and not the file. */

import { Refused, search, type Answered } from '../../api/client'

const PIECE = 1 << 20

interface Sent {
  id: string
  name: string
  size: number
}

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

async function post<T>(path: string, body: Blob, signal: AbortSignal): Promise<Answered<T>> {
  let response: Response
  try {
    const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' }
    response = await fetch(path, { method: 'POST', headers, body, signal })
  } catch (fault) {
    if (signal.aborted) throw fault
    throw new Refused(0, 'offline', '', '')
  }
  const told = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) {
    const { code, message, next } = told as { code?: string; message?: string; next?: string }
    throw new Refused(response.status, code ?? `http_${response.status}`, message ?? response.statusText, next ?? '', told)
  }
  return told as unknown as Answered<T>
}
