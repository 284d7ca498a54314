import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Choice, type InboundDraft, type Receive, type Received } from '../../src/adapter.ts'
import { type AskCauses, type Draft, type Drafts, type Snooze, StaffAction } from '../../src/card.ts'
import { attachmentsOf } from './attachments.ts'
import { asksForCause, type CauseSaid, causeModal, readCauseModal } from './cause-modal.ts'
import { readAsked } from './drafts.ts'
import { placeOf, readHistory } from './events.ts'
import { codeOf } from './failures.ts'
import { wordsOf } from './hearing.ts'
import {
  Action,
  aboutOf,
  type ByUser,
  Click,
  channelOf,
  clickerOf,
  DraftClick,
  labelOf,
  Submission,
  whom,
} from './interactions.ts'
import { CHOOSE } from './message.ts'
import { asksForWords, filledModal, readModal, staffModal, wordsBlock } from './modal.ts'
import type { People } from './people.ts'
import type { Staff } from './staff.ts'
import type { Tell, Whom } from './telling.ts'
import type { Words } from './words.ts'
import type { Workspace } from './workspaces.ts'

const Membership = z.object({ is_im: z.boolean().optional(), is_member: z.boolean().optional() })

export type ClicksSettings = {
  name: string
  people: People
  staff: (workspace: Workspace) => Staff | null
  staffChannel: string | null
  causes: AskCauses
  words: Words
  receive: Receive
  tell: Tell
  drafts?: Drafts | null
  clock: () => number
}

/** What Slack is to show at the words that were submitted; null where the window may close. */
export type Complaint = Record<string, string> | null

/** What people press. Each rejects where the ledger did not take it, and is tried again by whoever pressed. */
export function createClicks(settings: ClicksSettings) {
  const { name, people, staff, staffChannel, words, receive, tell, drafts = null, causes, clock } = settings
  const saved = () => drafts?.saved ?? []

  return {
    /** A button under our words to a customer. */
    async choose(body: unknown, action: unknown, workspace: Workspace): Promise<void> {
      const click = Click.parse(body)
      const pressed = Action.parse(action)
      const channel = channelOf(click)
      const choice = Choice.safeParse(pressed.value ?? pressed.action_id.slice(CHOOSE.length)).data
      if (!choice || !channel) return
      const ts = click.message?.ts ?? click.container?.message_ts ?? ''
      const isDirect = channel.startsWith('D')
      const at = {
        channel,
        isDirect,
        ts,
        thread: click.message?.thread_ts ?? null,
        kind: 'deletion' as const,
      }
      const received = await receive({
        kind: 'message',
        id: `click ${pressed.action_ts ?? `${ts} ${clock()}`} ${click.user.id}`,
        place: placeOf(name, workspace.id, at),
        author: { id: click.user.id, name: (await people.of(workspace.client, click.user.id))?.name ?? '' },
        text: labelOf(pressed, click) || choice,
        choice,
        opens: isDirect,
      })
      if (received.say) void tell(workspace, whom(click, channel, at.thread), received.say)
    },

    /** A button on a handoff's card. Words are asked for in a window of their own. */
    async act(body: unknown, action: unknown, workspace: Workspace): Promise<void> {
      const click = Click.parse(body)
      const pressed = Action.parse(action)
      const [, named, promise] = pressed.action_id.split(':')
      const what = StaffAction.safeParse(named).data
      const channel = channelOf(click)
      const { handoff, snooze } = aboutOf(pressed)
      if (!what || !handoff || !channel) return
      const to = whom(click, channel, null)
      if (!(await isStaff(workspace, click, channel, to))) return
      if (asksForWords(what) || asksForCause(what)) {
        try {
          const view = asksForCause(what)
            ? await viewOf(what, handoff)
            : staffModal(what, handoff, { saved: saved(), ...(promise ? { promise } : {}) })
          await workspace.client.views.open({ trigger_id: click.trigger_id ?? '', view })
        } catch {
          void tell(workspace, to, words.tryLater)
        }
        return
      }
      const id = `click ${pressed.action_ts ?? `${handoff} ${clock()}`}`
      const received = await receive(
        await actionOf(
          { id, action: what, handoff, ...(promise ? { promise } : {}), text: '', snooze },
          click,
          workspace,
        ),
      )
      if (received.say) void tell(workspace, to, received.say)
    },

    /** Words to start from: the card's suggestion opens the window, a saved reply goes into the one that is open. */
    async draft(body: unknown, action: unknown, workspace: Workspace): Promise<void> {
      const click = DraftClick.parse(body)
      const asked = readAsked(action)
      const handoff = asked?.handoff ?? readModal(click.view)?.handoff
      const channel = channelOf(click) ?? staffChannel
      if (!drafts || !asked || !handoff || !channel) return
      const to = whom(click, channel, null)
      try {
        if (!(await isStaff(workspace, click, channel, to))) return
        const { name: by } = await byOf(click, workspace)
        const draft = await drafts.draft({ handoff, saved: asked.saved, by })
        if (asked.saved === null) await openWith(handoff, draft, click, workspace)
        else if ('words' in draft) await fill(click, draft.words, workspace)
        else void tell(workspace, to, draft.say)
      } catch {
        void tell(workspace, to, words.tryLater)
      }
    },

    /** The words that staff wrote in the window. What is not taken stays in it, with the reason. */
    async submit(body: unknown, workspace: Workspace): Promise<Complaint> {
      const submission = Submission.parse(body)
      const written = readModal(submission.view) ?? readCauseModal(submission.view)
      if (!written) return null
      const block = wordsBlock(submission.view)
      const clicker = { ...clickerOf(submission), channel: staffChannel }
      const check = await staff(workspace)?.check(clicker)
      if (check !== 'yes') return { [block]: check === 'unknown' ? words.staffUnknown : words.notStaff }
      const { text } = written
      // Sent again with other words it is another reply, whatever became of the first.
      const said = { id: `view ${submission.view.id} ${markOf(text)}`, ...written }
      const received = await receive(await actionOf(said, submission, workspace))
      if (received.status === 'refused') return { [block]: received.say ?? words.tryLater }
      if (received.say && staffChannel)
        void tell(workspace, { channel: staffChannel, user: submission.user.id, thread: null }, received.say)
      return null
    },

    /** Staff hand any customer's message to people. */
    async handOver(body: unknown, workspace: Workspace): Promise<void> {
      const click = Click.parse(body)
      const channel = channelOf(click)
      if (!channel) return
      const to = whom(click, channel, click.message?.thread_ts ?? null)
      if (!(await isStaff(workspace, click, channel, to))) return
      const isDirect = channel.startsWith('D')
      const said = readHistory(click.message, { id: channel, isDirect }, workspace.us)
      const author = said && (await people.of(workspace.client, said.user))
      if (!said || author?.isBot || channel === staffChannel)
        return void tell(workspace, to, words.notACustomer)
      const received: Received = await receive({
        kind: 'handover',
        id: said.ts,
        place: placeOf(name, workspace.id, said),
        author: { id: said.user, name: author?.name ?? '' },
        text: await wordsOf(said, workspace, people),
        attachments: await attachmentsOf(said.files, workspace),
        by: await byOf(click, workspace),
      })
      const isHeard = await maySpeak(workspace, channel)
      if (received.status === 'recorded' && !isHeard) void tell(workspace, to, words.cannotAnswer)
      else if (received.say) void tell(workspace, to, received.say)
    },
  }

  async function openWith(handoff: string, draft: Draft, click: DraftClick, { client }: Workspace) {
    const suggestion = 'words' in draft ? draft.words : ''
    const view = staffModal('reply', handoff, { suggestion, saved: saved() })
    await client.views.open({ trigger_id: click.trigger_id ?? '', view })
  }

  /** A window that has changed meanwhile is left as it is. */
  async function fill({ view }: DraftClick, words: string, { client }: Workspace) {
    const filled = filledModal(view, words, saved())
    if (!view || !filled) return
    const { id: view_id, hash } = view
    await client.views.update({ view_id, view: filled, ...(hash ? { hash } : {}) })
  }

  /** Throws where there is nothing to be chosen or fixed. */
  async function viewOf(action: 'link_cause' | 'fix_cause', handoff: string) {
    const form = await causes(handoff)
    const view = form && causeModal(action, form)
    if (!view) throw new Error('There is no such cause any more')
    return view
  }

  /** Where Slack does not say, we try. */
  async function maySpeak({ client }: Workspace, channel: string): Promise<boolean> {
    try {
      const { channel: info } = await client.conversations.info({ channel })
      const known = Membership.safeParse(info).data
      return known?.is_im === true || known?.is_member !== false
    } catch (error) {
      return codeOf(error) !== 'channel_not_found'
    }
  }

  async function isStaff(workspace: Workspace, click: Click, channel: string, to: Whom) {
    const check = await staff(workspace)?.check({ ...clickerOf(click), channel })
    if (check === 'yes') return true
    void tell(workspace, to, check === 'unknown' ? words.staffUnknown : words.notStaff)
    return false
  }

  type Done = {
    id: string
    action: StaffAction
    handoff: string
    promise?: string
    text: string
    snooze?: Snooze | null
  } & Partial<Pick<CauseSaid, 'cause' | 'shownAt'>>
  async function actionOf(done: Done, by: ByUser, workspace: Workspace): Promise<InboundDraft> {
    return { kind: 'action', ...done, by: await byOf(by, workspace) }
  }

  async function byOf({ user }: ByUser, workspace: Workspace) {
    const profile = await people.of(workspace.client, user.id)
    return { id: user.id, name: profile?.name ?? '', picture: profile?.picture ?? null }
  }
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
