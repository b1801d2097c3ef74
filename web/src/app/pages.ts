/** The map printed on pages: the server draws them, a frame nobody sees prints them. */

const CLASS = 'printed'

/** Resolves when the browser has been asked to print; rejects where there is nothing to print. */
export async function printed(href: string): Promise<void> {
  const response = await fetch(href)
  if (!response.ok) throw new Error(String(response.status))
  const pages = await response.text()
  document.querySelector(`iframe.${CLASS}`)?.remove()
  const frame = document.createElement('iframe')
  frame.className = CLASS
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  // What is not displayed at all, some browsers do not print.
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0', visibility: 'hidden' })
  return new Promise((done, failed) => {
    frame.addEventListener('load', () => {
      const { contentDocument, contentWindow } = frame
      if (!contentWindow || !contentDocument?.querySelector('main > svg')) {
        frame.remove()
        failed(new Error('pages'))
        return
      }
      contentWindow.addEventListener('afterprint', () => frame.remove())
      contentWindow.print()
      done()
    })
    frame.dataset.of = href
    // Nothing of ours may be framed by its address; what was fetched may be shown.
    frame.srcdoc = pages
    document.body.append(frame)
  })
}
