import { gzipSync } from 'node:zlib'
import { openFilled, openLarge, PATHS, type Seen } from './large-room.ts'
import { type Figure, inTurn, ms, percentile } from './measure.ts'

const ROUNDS = 7
/** What the small ledger has of the large one. */
const SHARE = 0.01
/** Milliseconds: what a page may take of the second within which it is to be seen. */
const PAGE_WITHIN = 500
/** Bytes, with its words compressed; styles and scripts come once and are counted beside it. */
const PAGE_AT_MOST = 60_000
/** Each page of the owner's room on a year of a large company, beside the same on a hundredth of it. */
export async function benchRoom(kind: 'sqlite' | 'postgres'): Promise<Figure[]> {
  const large = await openLarge(kind)
  const small = await openFilled(kind, SHARE)
  try {
    const [one] = await large.room.ledger.db.selectFrom('conversations').select('id').limit(1).execute()
    const [other] = await small.room.ledger.db.selectFrom('conversations').select('id').limit(1).execute()
    const pages = PATHS.map((path) => ({ name: path, large: path, small: path }))
    const whole = { large: `/owner/conversations/${one?.id}`, small: `/owner/conversations/${other?.id}` }
    pages.push({ name: 'one conversation', ...whole })
    const figures: Figure[] = []
    for (const page of pages) figures.push(await measure(kind, page, large.room, small.room))
    return figures
  } finally {
    await large.close()
    await small.close()
  }
}

type Page = { name: string; large: string; small: string }

async function measure(kind: string, page: Page, large: Seen, small: Seen): Promise<Figure> {
  const see = async (room: Seen, path: string) => {
    const answer = await room.get(path)
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return answer.text()
  }
  const size = gzipSync(await see(large, page.large)).length
  await see(small, page.small)
  const [big, little] = await inTurn(ROUNDS, [() => see(large, page.large), () => see(small, page.small)])
  const [p50, usual] = [percentile(big, 50), percentile(little, 50)]
  return {
    name: `owner's room, ${kind}: ${page.name} on a year of 100,000 conversations, against a hundredth of it (p50)`,
    value: `${ms(p50)} / ${ms(usual)} = ${(p50 / usual).toFixed(1)} times (slowest ${ms(percentile(big, 100))}; ${(size / 1000).toFixed(1)} kB compressed)`,
    goal: `at most ${PAGE_WITHIN} ms and ${PAGE_AT_MOST / 1000} kB`,
    met: p50 <= PAGE_WITHIN && size <= PAGE_AT_MOST,
  }
}
