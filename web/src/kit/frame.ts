/** Do something when the frame that is ready has been shown; returns how to give it up. */
export function afterFrame(what: () => void): () => void {
  let task = 0
  const frame = requestAnimationFrame(() => (task = window.setTimeout(what)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(task)
  }
}
