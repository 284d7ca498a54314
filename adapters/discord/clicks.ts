import type { InboundDraft, Place, Receive, Received } from '../../src/adapter.ts'
import type { AskCauses, Drafts, Snooze, StaffAction } from '../../src/card.ts'
import { UnreachableError } from '../../src/errors.ts'
import type { Answers } from './answers.ts'
import { attachmentsOf } from './attachments.ts'
import { asksForCause, type CauseSaid, causeModal, readCauseModal } from './cause-modal.ts'
import type { Channels } from './channels.ts'
import { savedList } from './drafts.ts'
import type { Said } from './events.ts'
import { placeOf } from './hearing.ts'
import { type Interaction, whoIs } from './interactions.ts'
import { asksForWords, readModal, staffModal } from './modal.ts'
import type { Read } from './our-role.ts'
import { isStaff, type StaffSettings } from './staff.ts'
import { readText } from './text-in.ts'
import { areDirectsClosed, type Unreached } from './unreached.ts'
import type { Words } from './words.ts'

type Of<W extends Interaction['what']> = Extract<Interaction, { what: W }>

/** Milliseconds. */
const SIGN_AFTER = 1_500

export type ClicksSettings = StaffSettings & {
  name: string
  us: () => string
  read: Read
  causes: AskCauses
  words: Words
  receive: Receive
  drafts: Drafts | null
  answers: Answers
  unreached: Unreached
  channels: Pick<Channels, 'of'>
  /** Finds out what a reply goes back to. Throws UnreachableError. */
  trace(said: Said): Promise<Said>
  /** A place where only this person and our people read along; null where there can be none. Rejects where nobody knows. */
  quietPlace(interaction: Interaction): Promise<Place | null>
}

/** What people press, choose and submit. Never rejects: whoever pressed hears when it did not work. */
export function createClicks(settings: ClicksSettings): (interaction: Interaction) => Promise<void> {
  const { name, us, read, words, receive, answers, unreached, channels, trace, quietPlace, drafts, causes } =
    settings

  return async (interaction) => {
    try {
      await inTime(interaction)
    } catch {
      await answers.tell(interaction, words.tryLater)
    }
  }

  /** Discord waits three seconds for a first sign; where we need longer, it is told so. */
  async function inTime(interaction: Interaction): Promise<void> {
    const { what } = interaction
    const isWindow =
      what === 'draft' || what === 'list' || (what === 'staff' && opensWindow(interaction.action))
    if (what === 'command' || isWindow) return act(interaction)
    const slow = setTimeout(() => void answers.wait(interaction), SIGN_AFTER)
    try {
      await act(interaction)
    } finally {
      clearTimeout(slow)
    }
  }

  async function act(interaction: Interaction): Promise<void> {
    switch (interaction.what) {
      case 'choice':
        return choose(await placed(interaction))
      case 'staff':
        return asStaff(await placedIfKnown(interaction))
      case 'draft':
        return start(await placedIfKnown(interaction))
      case 'list':
        return list(await placedIfKnown(interaction))
      case 'words':
        return submit(await placedIfKnown(interaction))
      case 'command':
        return command(interaction)
      case 'hand over':
        return handOver(await placed(interaction))
    }
  }

  /** Where Discord did not tell in what kind of channel it was, it is asked. Throws UnreachableError. */
  async function placed<Some extends Interaction>(interaction: Some): Promise<Some> {
    if (interaction.isPlaced) return interaction
    const channel = await channels.of(interaction.channel)
    return channel ? { ...interaction, kind: channel.kind, parent: channel.parent } : interaction
  }

  /** A handoff is the same wherever the click was. */
  function placedIfKnown<Some extends Interaction>(interaction: Some): Promise<Some> {
    return placed(interaction).catch(() => interaction)
  }

  async function choose(interaction: Of<'choice'>): Promise<void> {
    const { choice, label, answersTo } = interaction
    const { say, status } = await receive({
      kind: 'message',
      id: `click ${interaction.id}`,
      place: placeAt(interaction, answersTo ?? interaction.id),
      author: authorOf(interaction),
      text: label || choice,
      choice,
      opens: interaction.kind === 'direct',
    })
    // What nothing follows from must not look as if it did.
    const told = say ?? (status === 'refused' ? words.notFollowed : null)
    await (told ? answers.tell(interaction, told) : answers.seen(interaction, words.answerHere))
  }

  async function asStaff(interaction: Of<'staff'>): Promise<void> {
    const { action, handoff, promise } = interaction
    if (!mayAct(interaction)) return answers.tell(interaction, words.notStaff)
    // A window must be the first answer, so nothing slow may come before it.
    if (asksForWords(action)) return answers.open(interaction, staffModal(action, handoff, promise))
    if (asksForCause(action)) {
      const form = await causes(handoff)
      const window = form && causeModal(action, form)
      return window ? answers.open(interaction, window) : answers.tell(interaction, words.tryLater)
    }
    const received = await receive(
      actionOf(interaction, {
        action,
        handoff,
        ...(promise ? { promise } : {}),
        text: '',
        snooze: interaction.snooze,
      }),
    )
    await answers.tell(interaction, received.say ?? words.tryLater)
  }

  /** The saved replies, shown to whoever asked alone. */
  async function list(interaction: Of<'list'>): Promise<void> {
    if (!mayAct(interaction)) return answers.tell(interaction, words.notStaff)
    const saved = drafts?.saved ?? []
    if (saved.length === 0) return answers.tell(interaction, words.noReplies)
    await answers.offer(interaction, words.chooseReply, savedList(interaction.handoff, saved))
  }

  /** The window with words to start from: nothing is sent before they send it. */
  async function start(interaction: Of<'draft'>): Promise<void> {
    const { handoff, saved } = interaction
    if (!mayAct(interaction)) return answers.tell(interaction, words.notStaff)
    const draft = await drafts?.draft({ handoff, saved, by: whoIs(interaction).name })
    if (!draft || !('words' in draft)) return answers.tell(interaction, draft?.say ?? words.tryLater)
    await answers.open(interaction, staffModal('reply', handoff, null, draft.words))
  }

  async function submit(interaction: Of<'words'>): Promise<void> {
    const written = readModal(interaction.data) ?? readCauseModal(interaction.data)
    if (!written) return answers.tell(interaction, words.tryLater)
    if (!mayAct(interaction)) return giveBack(interaction, words.notStaff, written.text)
    let received: Received
    try {
      received = await receive(actionOf(interaction, written))
    } catch {
      return giveBack(interaction, words.tryLater, written.text)
    }
    if (received.status === 'refused')
      return giveBack(interaction, received.say ?? words.tryLater, written.text)
    await answers.tell(interaction, received.say ?? '')
  }

  /** What was written is gone with the window or the command: it is given back beside the reason. */
  function giveBack(interaction: Interaction, say: string, text: string): Promise<void> {
    return answers.tell(interaction, say, text)
  }

  /** A command has no message that a thread could begin at: it is answered here, or in a quiet place of its own. */
  async function command(given: Of<'command'>): Promise<void> {
    try {
      if (!given.isPlaced) await answers.wait(given)
      const interaction = await placed(given)
      // Among staff a thread is theirs.
      if (interaction.parent !== null && interaction.parent === settings.staffChannel)
        return await answers.tell(interaction, words.internal)
      await answers.wait(interaction)
      await ask(interaction)
    } catch (error) {
      const { question } = given
      const failed = question === '' ? words.notReached : words.questionBack
      await giveBack(given, areDirectsClosed(error) ? words.directClosed : failed, question)
    }
  }

  async function ask(interaction: Of<'command'>): Promise<void> {
    const isHere = interaction.kind !== 'other'
    const place = isHere ? placeAt(interaction, interaction.id) : await quietPlace(interaction)
    if (!place) throw new UnreachableError('There is no place to answer in')
    if (place.workspace === 'dm') unreached.asked(place.channel, interaction)
    const isPerson = interaction.name === 'person'
    const { say } = await receive({
      kind: 'message',
      id: `command ${interaction.id}`,
      place,
      author: authorOf(interaction),
      text: isPerson ? words.personCommand : interaction.question || '@',
      choice: isPerson ? 'person' : null,
    })
    if (say) return answers.tell(interaction, say)
    const where = place.thread || place.channel
    await answers.tell(interaction, isHere ? words.answerHere : `${words.answerThere} <#${where}>`)
  }

  async function handOver(interaction: Of<'hand over'>): Promise<void> {
    if (!mayAct(interaction)) return answers.tell(interaction, words.notStaff)
    const written = await read(interaction.message, interaction.guild)
    if (!written) return answers.tell(interaction, words.notACustomer)
    const said = interaction.kind === 'other' ? await trace(written) : written
    const text = readText(said.text, { user: none, channel: none, role: none, bot: us() })
    const { say } = await receive({
      kind: 'handover',
      id: said.id,
      place: placeAt(interaction, said.answersTo ?? said.id),
      author: { id: said.author.id, name: said.author.name },
      text,
      attachments: attachmentsOf(said, said.files),
      by: whoIs(interaction),
    })
    await answers.tell(interaction, say ?? '')
  }

  function mayAct(interaction: Interaction): boolean {
    return isStaff(settings, interaction)
  }

  function placeAt(interaction: Interaction, root: string): Place {
    const { channel, kind, parent, guild } = interaction
    const said = { id: root, channel, guild, answersTo: null }
    return placeOf(name, said, { id: channel, kind, guild, parent, owner: null, isPrivate: false })
  }
}

type Done = {
  action: StaffAction
  handoff: string
  promise?: string
  text: string
  snooze?: Snooze | null
} & Partial<Pick<CauseSaid, 'cause' | 'shownAt'>>

function opensWindow(action: StaffAction): boolean {
  return asksForWords(action) || asksForCause(action)
}

function actionOf(interaction: Interaction, done: Done): InboundDraft {
  return { kind: 'action', id: `click ${interaction.id}`, ...done, by: whoIs(interaction) }
}

function authorOf(interaction: Interaction) {
  const { id, name } = whoIs(interaction)
  return { id, name }
}

function none(): null {
  return null
}
