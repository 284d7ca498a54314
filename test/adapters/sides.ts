import type { Adapter, Place, Receive } from '../../src/adapter.ts'
import type { Opened } from '../stories.ts'
import { type Options, World } from '../support/world.ts'
import { Mirror } from './mirror.ts'

/** Where customers write: a platform that tells the core of it, and that must show them what the core says. */
export type CustomerSide = {
  adapter: Adapter
  placeOf?: (who: string) => Omit<Place, 'adapter'>
  /** A receive that lets the platform say it; what it has no words for goes to the core as it is. */
  through(core: Receive): Receive
  /** What the platform shows otherwise than the core said it; null for nothing. */
  compare(world: World): Promise<string | null>
  close(): Promise<void>
}

/** Where staff are: a platform that shows them cards and threads. */
export type StaffSide = { adapter: Adapter; place: Place; close(): Promise<void> }

/** The small world with a real platform on each side. */
export async function openSides(
  customers: CustomerSide,
  staff: StaffSide,
  options: Options = {},
): Promise<Opened> {
  const world = await World.open('sqlite', {
    ...options,
    customers: new Mirror(customers.adapter.name, customers.adapter),
    staff: new Mirror(staff.adapter.name, staff.adapter),
    through: customers.through,
    ...(customers.placeOf ? { placeOf: customers.placeOf } : {}),
    parts: { staffPlace: staff.place, spareDesk: staff.place, ...options.parts },
  })
  return {
    world,
    async close() {
      const problem = await customers.compare(world)
      await customers.close()
      await staff.close()
      await world.close()
      if (problem) throw new Error(problem)
    },
  }
}
