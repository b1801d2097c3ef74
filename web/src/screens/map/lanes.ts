/** What a lane is called: as the map says, or as it usually is; the flow says of what time it tells. */

import { t } from '../../kit/words.svelte'
import type { LaneModel, MapModel } from './model'

const DAY = 86_400_000_000

export function laneTitle(lane: LaneModel, model: MapModel): string {
  if (lane.title) return lane.title
  if (lane.kind === 'own') return lane.key === 'elsewhere' ? t('map.lane.elsewhere') : lane.field
  if (lane.kind === 'flow') {
    const days = periodDays(model)
    return days === null ? t('map.lane.flow') : t('map.lane.flow_days', { days })
  }
  return t(`map.lane.${lane.kind}`)
}

/** Whole days of the period; null where an end of it is open or there is none. */
export function periodDays(model: MapModel): number | null {
  const since = model.period?.[0] ?? null
  const until = model.period?.[1] ?? model.asOf
  return since === null || until === null ? null : Math.max(1, Math.round((until - since) / DAY))
}
