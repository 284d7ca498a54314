import { Hono } from 'hono'
import type { Adapter, Memory, Outbound, Receipt, Receive } from '../../src/adapter.ts'
import { RefusedError, SetupError, UnreachableError } from '../../src/errors.ts'
import { createClicks } from './clicks.ts'
import { createContacts } from './contacts.ts'
import type { Handle } from './delivered.ts'
import { asOurs, codeOf } from './failures.ts'
import { readFileUrl } from './file-url.ts'
import { readFile } from './files.ts'
import { createHearing } from './hearing.ts'
import { createEventsRoute } from './http.ts'
import { createPace } from './pace.ts'
import { createPeople } from './people.ts'
import { createPresence, type Presence } from './presence.ts'
import { createReaders } from './readers.ts'
import { createHandle } from './receiver.ts'
import { createSending } from './sending.ts'
import type { SlackSettings } from './settings.ts'
import { createSigns } from './signs.ts'
import { createSockets } from './sockets.ts'
import { createStaff, type Staff } from './staff.ts'
import { createTell } from './telling.ts'
import { createThreads } from './threads.ts'
import { createTroubles, isNoAccess, sayTrouble } from './troubles.ts'
import { createWorkspaces, type Workspace } from './workspaces.ts'

/** The workspace where staff are, in a place: which one that is only Slack knows. */
export const HOME = 'home'
const LONGEST_TEXT = 40_000
const UNSIGNED =
  'What is posted to us as from Slack does not bear our signature. Look whether SLACK_SIGNING_SECRET is that of this app ("npm run setup" asks for it), and whether this machine’s clock is right.'
const SHARED =
  'The staff channel in Slack is shared with another company, so handoffs are shown at the staff desk. Put a channel that only your own people are in into SLACK_STAFF_CHANNEL, and start Warmline again.'
/** How often Slack is asked again where it did not answer at the start. Milliseconds. */
const AGAIN = 5_000

/** Slack, on the customers' side, on the staff's, or on both. `routes` are to be put into the web server. */
export function createSlackAdapter(settings: SlackSettings): Adapter & { readonly routes: Hono } {
  const { name = 'slack', words, log, clock, staffChannel, others = null, timing = {} } = settings
  const workspaces = createWorkspaces(settings.apiUrl, settings.botToken, others?.tokens ?? null)
  const people = createPeople()
  const threads = createThreads()
  const troubles = createTroubles()
  const sending = createSending({ words, pace: createPace({ clock, ...paceOf(settings) }), threads, clock })
  const signs = createSigns({ words, threads })
  const tell = createTell(log)
  const readers = createReaders({ staffChannel, home: workspaces.home, clock })
  let core: Receive | null = null
  let presence: Presence | null = null
  let memory: Memory | null = null
  let stopped = false
  let knocks: 'none' | 'unsigned' | 'signed' = 'none'
  let staff: Staff | null = null
  let timer: NodeJS.Timeout | undefined

  const receive: Receive = (inbound) => {
    if (!core) throw new UnreachableError('The Slack adapter is not listening')
    return core(inbound)
  }
  const hearing = createHearing({
    name,
    clock,
    people,
    threads,
    staffChannel,
    receive,
    tell,
    isOurs: async (place) => ((await memory?.heard(place, 0)) ?? []).length > 0,
    isHome: (workspace) => workspace === workspaces.home(),
    async isStaff(workspace, user) {
      if (workspace !== workspaces.home() || !staff) return false
      return (await staff.check({ user, team: null, channel: null })) === 'yes'
    },
  })
  const handle: Handle = createHandle({
    apiUrl: settings.apiUrl,
    log,
    hearing,
    clicks: createClicks({
      name,
      people,
      staff: (workspace) => (workspace === workspaces.home() ? staff : null),
      staffChannel,
      causes: settings.causes ?? (async () => null),
      words,
      receive,
      tell,
      drafts: settings.drafts ?? null,
      clock,
    }),
    async workspaceOf(teams) {
      if (!core || !workspaces.home()) throw new UnreachableError('Slack has not told us yet who we are')
      return workspaces.of(teams)
    },
    joined: (workspace, channel) => presence?.joined(workspace, channel),
    shared(workspace, channel, isShared) {
      if (workspace === workspaces.home() && channel === staffChannel) readers.heard(isShared)
    },
    async moved(workspace, from, to) {
      await receive({ kind: 'move', id: to, adapter: name, workspace: workspace.id, from, to })
    },
    removed,
  })
  const sockets =
    settings.appToken === null
      ? null
      : createSockets({
          appToken: settings.appToken,
          apiUrl: settings.apiUrl,
          handle,
          onOpen: () => presence?.lookBack(),
          log,
          clock,
          timing,
        })
  const overHttp: Handle = (delivered) => {
    presence?.heard()
    return handle(delivered)
  }
  const routes = new Hono()
  if (settings.signingSecret !== null)
    routes.route(
      '/',
      createEventsRoute({
        signingSecret: settings.signingSecret,
        handle: overHttp,
        clock,
        log,
        onKnock(isSigned) {
          knocks = isSigned || knocks === 'signed' ? 'signed' : 'unsigned'
        },
        onKept: () => presence?.lookBack(),
      }),
    )
  if (others) routes.route('/', others.routes)

  return {
    name,
    capabilities: {
      buttons: true,
      modals: true,
      threads: true,
      edits: true,
      typing: true,
      longestText: LONGEST_TEXT,
    },
    contacts: createContacts(name, HOME),
    routes,

    async start(receive, remembered) {
      core = receive
      memory = remembered
      presence = createPresence({
        memory: remembered,
        log,
        clock,
        staffChannel,
        workspaces,
        hearing,
        isOpen: () => (sockets ? sockets.open() > 0 : null),
        heartbeat: timing.heartbeat,
        pause: timing.pause,
      })
      try {
        await begin()
      } catch (error) {
        if (error instanceof SetupError) throw error
        const code = codeOf(error)
        if (isNoAccess(code)) throw new SetupError([`SLACK_BOT_TOKEN: ${sayTrouble(code ?? '', 'access')}`])
        log.trouble('slack does not answer yet', error)
        beginAgain()
      }
    },

    forget: ({ platform_id }) => people.forget(platform_id),

    async send(outbound) {
      // What fails where the owner has somebody called says nothing of the staff channel.
      const isStaff = outbound.kind !== 'text' && outbound.place.channel === staffChannel
      try {
        const receipt = await send(outbound)
        troubles.well(isStaff)
        return receipt
      } catch (error) {
        troubles.failed(error, isStaff)
        throw asOurs(error)
      }
    },

    async read(attachment) {
      const file = readFileUrl(attachment.url ?? '')
      const workspace = file && (await found([file.workspace]))
      if (!file || !workspace) throw new RefusedError('file_not_readable', 'We have no way to this file')
      const url = file.url ?? (await addressOf(workspace, file.id))
      const { token } = workspace
      return readFile({ token, apiUrl: settings.apiUrl, attachment: { ...attachment, url } })
    },

    working(place) {
      const workspace = workspaces.home()
      if (workspace?.id === place.workspace && place.adapter === name) signs.working(workspace, place)
    },

    trouble() {
      if (!workspaces.home()) return troubles.say() ?? sayTrouble('no answer', 'access')
      const code = sockets?.trouble() ?? null
      if (readers.areOthersAtStaff()) return SHARED
      if (knocks === 'unsigned') return UNSIGNED
      return troubles.say() ?? (code === null ? null : sayTrouble(code, 'sockets'))
    },

    async stop() {
      stopped = true
      clearTimeout(timer)
      await presence?.end()
      await sockets?.stop()
      core = null
    },
  }

  /** Who we are, then who is staff, then what was missed and what comes. */
  async function begin(): Promise<void> {
    const home = await workspaces.open()
    staff = createStaff({ client: home.client, channel: staffChannel, teams: home.teams, people })
    if (sockets) await openSockets()
    if (!sockets || settings.signingSecret) presence?.lookBack()
    presence?.begin()
  }

  async function openSockets(): Promise<void> {
    try {
      await sockets?.start()
    } catch (error) {
      if (settings.signingSecret) return log.trouble('slack sockets refused', error)
      throw new SetupError([`SLACK_APP_TOKEN: ${sayTrouble(codeOf(error) ?? '', 'sockets')}`])
    }
  }

  function beginAgain(): void {
    timer = setTimeout(() => {
      begin().catch((error: unknown) => {
        log.trouble('slack does not answer yet', error)
        if (!stopped) beginAgain()
      })
    }, timing.again ?? AGAIN)
  }

  async function send(outbound: Outbound): Promise<Receipt> {
    const { place } = outbound
    if (place.adapter !== name) throw new RefusedError('place_not_found', 'That place is not in Slack')
    const workspace = await found([place.workspace])
    if (!workspace) throw new RefusedError('workspace_not_found', 'We are not in that workspace any more')
    if (outbound.kind !== 'text' && (await readers.areOthers(workspace, place.channel)))
      throw new RefusedError('staff_channel_shared', 'People of another company read the staff channel')
    return sending(workspace, outbound)
  }

  async function found(teams: string[]): Promise<Workspace | null> {
    const home = workspaces.home()
    if (!home) throw new UnreachableError('Slack has not told us yet who we are', { mayHaveArrived: false })
    if (teams.some((team) => team === HOME || home.teams.includes(team))) return home
    return others ? workspaces.of(teams) : null
  }

  async function addressOf({ client }: Workspace, file: string): Promise<string> {
    try {
      const { file: info } = await client.files.info({ file })
      if (info?.url_private) return info.url_private
    } catch (error) {
      throw asOurs(error)
    }
    throw new RefusedError('file_not_readable', 'Slack gave no address for it')
  }

  async function removed(team: string, code: string, envelope: unknown): Promise<void> {
    log.trouble('taken out of a workspace', new RefusedError(code), { workspace: team })
    if (workspaces.home()?.teams.includes(team)) {
      troubles.removed(code)
      return
    }
    workspaces.forget(team)
    await others?.forgetOn(envelope)
  }
}

function paceOf({ pace }: SlackSettings) {
  return pace === undefined ? {} : { pace }
}
