import type { Chance } from './chance.ts'
import { LARGE, PLATFORMS, type Platform } from './platforms.ts'
import type { Colleague, Someone } from './story.ts'

const DAY = 24 * 60 * 60 * 1000
const GIVEN = (
  'Ada Aled Amara Anouk Arif Asa Bea Benat Bo Cai Carys Chidi Cleo Dara Dewi Edda Eira Elif Emre Esme Fenn Freya ' +
  'Gwen Hana Hedda Idris Ilse Ines Ivo Jory Juno Kaya Kenji Kit Lena Lior Lowri Mabel Malik Mara Milo Mina Nadia Nell ' +
  'Noor Odile Olwen Osei Otto Pia Priya Quinn Rafa Rhys Rosa Runa Sami Sefa Signe Tamsin Tariq Tess Una Vero Wanda ' +
  'Wren Xenia Yara Yusuf Zadie Zora'
).split(' ')
const LETTERS = 'ABCDEFGHJKLMNOPRSTVW'
const ON_THE_LARGE_ONE = 45

export const STAFF: readonly Colleague[] = [
  { id: 'staff-maya', name: 'Maya' },
  { id: 'staff-tom', name: 'Tom' },
  { id: 'staff-ines', name: 'Ines' },
  { id: 'staff-owen', name: 'Owen' },
]

/** The sample's customers: those of old, and newcomers as they come. */
export type Cast = { standing: Someone[]; large: Someone[]; newcomer(at: number): Someone }

/** `size` customers of old, since up to six years before `from` (epoch milliseconds). */
export function createCast(chance: Chance, size: number, from: number): Cast {
  const standing = Array.from({ length: size }, () =>
    someone(chance, chance.weigh(PLATFORMS), from - chance.whole(40, 6 * 365) * DAY),
  )
  const large = Array.from({ length: ON_THE_LARGE_ONE }, () =>
    someone(chance, LARGE, from - chance.whole(30, 3 * 365) * DAY),
  )
  return {
    standing,
    large,
    newcomer: (at) => someone(chance, chance.weigh(PLATFORMS), at),
  }
}

function someone(chance: Chance, { adapter, workspaces, hasThreads }: Platform, since: number): Someone {
  return {
    id: chance.id(),
    adapter,
    workspace: chance.pick(workspaces),
    platformId: hasThreads ? `U${chance.id(10)}` : `c-${chance.id(32)}`,
    name: `${chance.pick(GIVEN)} ${chance.pick([...LETTERS])}.`,
    since,
    inOnePlace: !hasThreads,
    // A chat on a page does not know where its customer lives.
    zone: hasThreads ? 'Europe/London' : null,
    wantsQuiet: chance.is(0.02),
  }
}
