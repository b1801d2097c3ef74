/** What the server says of people who use the app, keys and the journal. */

export interface Account {
  id: string
  name: string
  login: string
  role: string
  /** In a home: workspaces with the role in each; none is all. */
  places: Record<string, string>
  disabled: boolean
  created: string
  last_seen: string | null
  you: boolean
}

export interface Invitation {
  id: string
  role: string
  name: string
  login: string
  places: Record<string, string>
  created: string
  expires: string
}

export interface Staff {
  users: Account[]
  invitations: Invitation[]
  /** Of the home. */
  workspaces: string[]
  roles: { role: string; rights: string[] }[]
}

export interface WriteKey {
  id: string
  title: string
  kind: 'private' | 'browser'
  off: boolean
  created: string
  ends: string
  last: string | null
}

export interface MapLink {
  id: string
  map: string
  map_title: string
  numbers: boolean
  framed: boolean
  title: string
  by: string | null
  created: string
  expires: string | null
}

export interface Deed {
  id: number
  at: string
  who: { id: string; name: string; login: string } | null
  how: string
  what: string
  about: string
  about_name: string
  address: string
  details: Record<string, string>
}

export interface Journal {
  entries: Deed[]
  next: number | null
}

/** An act of erasing: whose by number, when, by whom, why. */
export interface ErasingAct {
  id: number
  person: number
  at: string
  by_name: string
  reason: string
  basis: string
  names: number
  events: number
  /** Null while something is left to do. */
  finished: string | null
}
