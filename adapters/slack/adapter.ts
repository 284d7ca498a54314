import { Hono } from 'hono'
import type { Adapter, Outbound, Receipt, Receive } from '../../src/adapter.ts'
import { RefusedError, SetupError, UnreachableError } from '../../src/errors.ts'
import { createClicks } from './clicks.ts'
import type { Handle } from './delivered.ts'
import { asOurs, codeOf } from './failures.ts'
import { readFileUrl } from './file-url.ts'
import { readFile } from './files.ts'
import { createHearing } from './hearing.ts'
import { createEventsRoute } from './http.ts'
import { createPace } from './pace.ts'
import { createPeople } from './people.ts'
import { createPresence, type Presence } from './presence.ts'
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
  let core: Receive | null = null
  let presence: Presence | null = null
  let stopped = false
  let staff: Staff | null = null
  let timer: NodeJS.Timeout | undefined

  const receive: Receive = (inbound) => {
    if (!core) throw new UnreachableError('The Slack adapter is not listening')
    return core(inbound)
  }
  const hearing = createHearing({ name, people, threads, staffChannel, receive, tell, log })
  const handle: Handle = createHandle({
    apiUrl: settings.apiUrl,
    log,
    hearing,
    clicks: createClicks({
      name,
      people,
      staff: (workspace) => (workspace === workspaces.home() ? staff : null),
      staffChannel,
      words,
      receive,
      tell,
      clock,
    }),
    async workspaceOf(teams) {
      if (!core || !workspaces.home()) throw new UnreachableError('Slack has not told us yet who we are')
      return workspaces.of(teams)
    },
    membersChanged: () => staff?.forget(),
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
  const routes = new Hono()
  if (settings.signingSecret !== null)
    routes.route('/', createEventsRoute({ signingSecret: settings.signingSecret, handle, clock, log }))
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
    routes,

    async start(receive, memory) {
      core = receive
      presence = createPresence({
        memory,
        log,
        clock,
        staffChannel,
        workspaces,
        hearing,
        isListening: () => settings.signingSecret !== null || (sockets?.open() ?? 0) > 0,
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

    async send(outbound) {
      const isStaff = outbound.kind !== 'text'
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
      // What can also come in over HTTP is not missed for want of a socket.
      return troubles.say() ?? (code === null || settings.signingSecret ? null : sayTrouble(code, 'sockets'))
    },

    async stop() {
      stopped = true
      clearTimeout(timer)
      const wasListening = presence?.isListening() ?? false
      await sockets?.stop()
      await presence?.end(wasListening)
      core = null
    },
  }

  /** Who we are, then who is staff, then what was missed and what comes. */
  async function begin(): Promise<void> {
    const home = await workspaces.open()
    staff = createStaff({ client: home.client, channel: staffChannel, teams: home.teams, people, clock })
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
