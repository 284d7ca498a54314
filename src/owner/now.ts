import type { Hours } from '../people/hours.ts'
import { namedZone } from '../people/zone.ts'

/**
 * Now (`time`: epoch milliseconds), as the office's clock shows it. Every day and time in the owner's room goes by it,
 * wherever the server stands. `zone` is an IANA name; `says` is what people call it, such as "UK time".
 */
export type Now = { time: number; zone: string; says: string }

export function officeNow({ zone, label }: Pick<Hours, 'zone' | 'label'>, time: number): Now {
  return { time, zone, says: label ?? namedZone(zone) }
}
