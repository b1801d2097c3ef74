/** The screens, in the order of the rail; each is loaded when it is first opened. */

import type { Component } from 'svelte'
import ChartNoAxesGantt from '@lucide/svelte/icons/calendar-days'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import Filter from '@lucide/svelte/icons/filter'
import MapIcon from '@lucide/svelte/icons/map'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import Settings from '@lucide/svelte/icons/settings'
import SquareKanban from '@lucide/svelte/icons/square-kanban'
import Upload from '@lucide/svelte/icons/upload'
import Users from '@lucide/svelte/icons/users'
import Waypoints from '@lucide/svelte/icons/waypoints'
import { words } from '../kit/words.svelte'
import { may, type Right } from './me.svelte'
import type { ScreenName } from './router.svelte'

export interface Screen {
  name: ScreenName
  /** The key after `g` that leads here. */
  key: string
  icon: Component
  load: () => Promise<{ default: Component }>
  /** Stands at the foot of the rail. */
  foot?: boolean
  /** What it is of no use without. */
  right?: Right
}

export const SCREENS: Screen[] = [
  { name: 'map', key: 'm', icon: MapIcon as unknown as Component, load: () => import('../screens/map/MapScreen.svelte') },
  { name: 'funnel', key: 'f', icon: Filter as unknown as Component, load: () => import('../screens/funnel/FunnelScreen.svelte') },
  { name: 'paths', key: 'p', icon: Waypoints as unknown as Component, load: () => import('../screens/paths/PathsScreen.svelte'), right: 'questions.ask' },
  { name: 'people', key: 'l', icon: Users as unknown as Component, load: () => import('../screens/people/PeopleScreen.svelte'), right: 'people.read' },
  { name: 'board', key: 'b', icon: SquareKanban as unknown as Component, load: () => import('../screens/board/BoardScreen.svelte'), right: 'people.read' },
  { name: 'questions', key: 'q', icon: CircleQuestionMark as unknown as Component, load: () => import('../screens/questions/QuestionsScreen.svelte'), right: 'questions.ask' },
  { name: 'month', key: 'o', icon: ChartNoAxesGantt as unknown as Component, load: () => import('../screens/month/MonthScreen.svelte') },
  { name: 'import', key: 'i', icon: Upload as unknown as Component, load: () => import('../screens/import/ImportScreen.svelte'), right: 'events.import' },
  { name: 'tracking', key: 't', icon: RadioTower as unknown as Component, load: () => import('../screens/tracking/TrackingScreen.svelte') },
  { name: 'settings', key: 's', icon: Settings as unknown as Component, load: () => import('../screens/settings/SettingsScreen.svelte'), foot: true },
]

/** The screens that are of use to the one who looks. */
export function usefulScreens(): Screen[] {
  return SCREENS.filter((one) => !one.right || may(one.right))
}

/** Screens that are reached from others. */
const INNER: Partial<Record<ScreenName, Screen['load']>> = {
  person: () => import('../screens/people/PersonScreen.svelte'),
  build: () => import('../screens/build/BuildScreen.svelte'),
  templates: () => import('../screens/templates/TemplatesScreen.svelte'),
}

/** How a screen is fetched, and its words with it; nothing for a name no screen has. */
export function loaderOf(name: ScreenName): Screen['load'] | undefined {
  const load = SCREENS.find((one) => one.name === name)?.load ?? INNER[name]
  // The map's words are among the first.
  if (!load || name === 'map') return load
  return async () => (await Promise.all([load(), words.all()]))[0]
}
