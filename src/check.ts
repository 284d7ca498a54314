/** One thing looked at, for the person who runs Warmline. Sentences, never with a secret. */
export type Check = {
  name: string
  ok: boolean
  /** Worth knowing, and no fault. */
  says?: string
  /** It cannot be found out from here; `says` tells where to look. */
  isUnsure?: true
  /** What is wrong, and what to do; both are there when `ok` is false. */
  problem?: string
  repair?: string
}

/** What is wrong and what to do, before it has a name. */
export type Fault = { problem: string; repair: string }

export const well = (name: string, says?: string): Check =>
  says === undefined ? { name, ok: true } : { name, ok: true, says }

export const unsure = (name: string, says: string): Check => ({ name, ok: true, says, isUnsure: true })

export const faulty = (name: string, { problem, repair }: Fault): Check => ({
  name,
  ok: false,
  problem,
  repair,
})

/** Somebody, or somewhere, whom the owner has named: by which of the charter's facts or for the digest, under what id. */
export type ContactChecked = { fact: 'second' | 'owner' | 'digest'; id: string }

/** What that is called in a report, and where another is named. */
export const NAMED: Record<ContactChecked['fact'], { name: string; where: string }> = {
  second: { name: 'second in the charter', where: 'prompts/charter.md' },
  owner: { name: 'owner in the charter', where: 'prompts/charter.md' },
  digest: { name: 'DIGEST_PLACE', where: 'DIGEST_PLACE' },
}
