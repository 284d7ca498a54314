import { CompiledQuery } from 'kysely'
import type { Db } from './ledger.ts'

/** Stands in a query for a value that is given each time it is run. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Slots<V> = { [K in keyof V]: V[K] }
type Buildable<R> = { compile(db: Db): CompiledQuery<R> }

/**
 * A query that is built once per database and run many times: on the path before the ack, building it each time costs
 * more than running it. `build` gets a slot for each named value and must use them as values only.
 */
export function prepared<V extends Record<string, unknown>, R>(
  names: readonly (keyof V & string)[],
  build: (db: Db, slots: Slots<V>) => Buildable<R>,
) {
  const compiled = new WeakMap<object, CompiledQuery<R>>()
  return async (db: Db, values: V): Promise<R[]> => {
    const adapter = db.getExecutor().adapter
    let query = compiled.get(adapter)
    if (!query) {
      // A slot stands where a value of its type will stand; Kysely passes values through untouched.
      const slots = Object.fromEntries(names.map((name) => [name, new Slot(name)])) as unknown as Slots<V>
      query = build(db, slots).compile(db)
      compiled.set(adapter, query)
    }
    const parameters = query.parameters.map((value) => (value instanceof Slot ? values[value.name] : value))
    const { rows } = await db.executeQuery<R>(CompiledQuery.raw(query.sql, parameters))
    return rows
  }
}
