import type { Contact, Place } from '../adapter.ts'
import { SetupError } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { CONTACTS, type ContactName } from './reminder-settings.ts'
import { MOST_REMINDERS } from './standing.ts'

type Known = Pick<Parts, 'prompts' | 'adapters' | 'staffPlace'>

/** Whom the owner has called, or where; null for nobody but the staff. */
function contactFor({ prompts, adapters }: Known, name: ContactName): Contact | null {
  const written = prompts.charter.reminders[name]
  return (written && adapters.get(written.adapter)?.contacts?.of(written.id)) ?? null
}

/** `place`: where they get a line of their own; null where they are called in the staff's. */
export type CalledNow = { name: ContactName; id: string; isPerson: boolean; place: Place | null }

/** The level at which each is called. */
const LEVEL: Record<ContactName, number> = { second: MOST_REMINDERS - 1, owner: MOST_REMINDERS }

/**
 * Who is called by reminders of these levels. A person who is where staff are is called there as the second, so that all
 * see who looks after it; the owner is told alone.
 */
export function calledAt(known: Known, levels: ReadonlySet<number>): CalledNow[] {
  return CONTACTS.filter((name) => levels.has(LEVEL[name])).flatMap((name) => {
    const contact = contactFor(known, name)
    if (!contact) return []
    const { kind, id } = contact
    const isAmongStaff = name === 'second' && kind === 'person' && isWithStaff(known, name)
    const place = contact.kind === 'group' || isAmongStaff ? null : contact.place
    return [{ name, id, isPerson: kind === 'person', place }]
  })
}

function isWithStaff({ prompts, staffPlace }: Known, name: ContactName): boolean {
  return prompts.charter.reminders[name]?.adapter === staffPlace.adapter
}

/** Throws SetupError where the charter names somebody whom nothing that is set up can call. */
export function requireContacts(known: Known): void {
  const problems = CONTACTS.flatMap((name) => problemOf(known, name) ?? [])
  if (problems.length > 0) throw new SetupError(problems)
}

function problemOf(known: Known, name: ContactName): string | null {
  const { prompts, adapters, staffPlace } = known
  const written = prompts.charter.reminders[name]
  if (!written) return null
  const where = `${prompts.whereIs(['reminders', name])}: reminders.${name}`
  const contacts = adapters.get(written.adapter)?.contacts
  const able = [...adapters.values()].flatMap((one) => (one.contacts ? [one.name] : []))
  if (!contacts)
    return `${where} names "${written.adapter}", through which nobody can be called here. ${
      able.length > 0 ? `Write one of ${able.join(', ')} before the colon` : 'Set it up first'
    }, or take the line out.`
  const contact = contacts.of(written.id)
  if (!contact)
    return `${where} is nobody whom ${written.adapter} could know. Write it like ${contacts.like}.`
  if (contact.kind === 'group' && staffPlace.adapter !== written.adapter)
    return `${where} is a group, and a group is called where your people are: they are not on ${written.adapter}. Name a channel or a person.`
  if (contact.kind === 'channel' && contact.place.channel === staffPlace.channel)
    return `${where} is where your people are reminded anyway. Name somebody else, or take the line out.`
  return null
}
