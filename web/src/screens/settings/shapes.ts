/** What the server says of people who use the app, keys and the journal. */

export type { Account, Deed, Erased as ErasingAct, Invitation, InvitationMade, Journal, MapLinkFacts as MapLink, MapLinks, Staff, WriteKey, WriteKeyMade, WriteKeys } from '../../api/types'
