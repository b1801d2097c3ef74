/** The write key that stands in the code: remembered until the page is closed, kept nowhere. */

class WriteKeyInHand {
  text = $state('')
  /** Just made: it will not be shown again. */
  fresh = $state(false)
}

export const inHand = new WriteKeyInHand()
