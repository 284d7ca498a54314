import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import {
  AuthorizationError,
  type CallbackOptions,
  type Installation,
  type InstallationStore,
  InstallProvider,
  InvalidStateError,
  MissingCodeError,
  MissingStateError,
} from '@slack/oauth'
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { type Context, Hono } from 'hono'
import { RefusedError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { createClient } from './client.ts'
import { workspaceOf } from './installations.ts'
import { type Ending, endingPage, START } from './oauth-pages.ts'
import { createStates, STATE_LIVES } from './oauth-states.ts'
import { silent } from './silence.ts'

const COOKIE = 'warmline_slack_install'
/** How long Slack may take for one answer, in milliseconds. */
const PATIENCE = 10_000
const SLACKS_WORD = /^[a-z_]{1,80}$/

export type OAuthSettings = {
  clientId: string
  clientSecret: string
  /** Signs the word that comes back from Slack. */
  stateSecret: string
  /** Ends with a slash. The page where people say yes is on the same host. */
  apiUrl: string
  store: InstallationStore
  /** What the bot may do. */
  scopes: string[]
  log: Log
  clock: () => number
  /** Ids of the workspaces (and organisations) that may install; without it, everybody who finds the address may. */
  allowed?: readonly string[]
}

/** Serves /slack/install and /slack/oauth_redirect: a further workspace lets us in. Every end is a page in our words. */
export function createOAuthRoutes(settings: OAuthSettings): Hono {
  const { store, scopes, log, clock } = settings
  const clientOptions = {
    slackApiUrl: settings.apiUrl,
    timeout: PATIENCE,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
  const provider = new InstallProvider({
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorizationUrl: new URL('/oauth/v2/authorize', settings.apiUrl).toString(),
    stateStore: createStates(settings.stateSecret, clock),
    stateCookieName: COOKIE,
    stateCookieExpirationSeconds: STATE_LIVES,
    directInstall: true,
    installUrlOptions: { scopes },
    installationStore: store,
    logger: silent,
    clientOptions,
  })

  /** Before anything is kept. What was given to us in spite of the list is given back. */
  const admit = async (installation: Installation): Promise<boolean> => {
    if (!settings.allowed || settings.allowed.includes(idOf(installation))) return true
    const client = createClient({ token: installation.bot?.token ?? '', apiUrl: settings.apiUrl })
    await client.auth.revoke().catch((error: unknown) => log.trouble('token not given back', error))
    throw new RefusedError('not_allowed')
  }

  const finish = (request: IncomingMessage, response: ServerResponse): Promise<Ended> => {
    let installation: Installation | null = null
    return new Promise((resolve, reject) => {
      const options: CallbackOptions = {
        afterInstallation: (given) => {
          installation = given
          return admit(given)
        },
        success: (given) => resolve({ installation: given, error: null }),
        failure: (error) => resolve({ installation, error }),
      }
      provider.handleCallback(request, response, options).catch(reject)
    })
  }

  const tell = (ending: Ending, { installation, error }: Ended, slackSays: string | undefined) => {
    const facts = { ending: ending.kind, workspace: installation ? idOf(installation) : null }
    if (!error || QUIET.has(ending.kind)) return log.event('installation ended', facts)
    log.trouble('installation ended', error, { ...facts, reason: reasonOf(error, slackSays) })
  }

  const routes = new Hono()
  routes.get(START, async (c) => {
    const [request, response] = asNodeHasIt(c)
    await provider.handleInstallPath(request, response)
    passCookies(c, response)
    return c.redirect(String(response.getHeader('location')), 302)
  })
  routes.get('/slack/oauth_redirect', async (c) => {
    const [request, response] = asNodeHasIt(c)
    const slackSays = c.req.query('error')
    const ended = await finish(request, response)
    const ending = endingOf(ended, slackSays)
    tell(ending, ended, slackSays)
    passCookies(c, response)
    const { status, page } = endingPage(ending)
    return c.html(page, status)
  })
  return routes
}

type Ended = { installation: Installation | null; error: Error | null }

/** What the person did, and what nobody has to look into. */
const QUIET = new Set<Ending['kind']>(['denied', 'started_wrong', 'not_allowed'])
const NO_ANSWER = [WebAPIRequestError, WebAPIHTTPError, WebAPIRateLimitedError]

function endingOf({ installation, error }: Ended, slackSays: string | undefined): Ending {
  const workspace = installation ? idOf(installation) : ''
  if (!error) return { kind: 'installed', workspace, whole: installation?.isEnterpriseInstall ?? false }
  if (error instanceof RefusedError && error.code === 'not_allowed') return { kind: 'not_allowed', workspace }
  if (error instanceof RefusedError && error.code === 'token_rotation') return { kind: 'rotation' }
  if (error instanceof AuthorizationError) return { kind: 'denied' }
  if (error instanceof MissingCodeError) return { kind: slackSays ? 'refused' : 'started_wrong' }
  if (error instanceof MissingStateError || error instanceof InvalidStateError)
    return { kind: 'started_wrong' }
  if (error instanceof WebAPIPlatformError) return { kind: 'refused' }
  if (NO_ANSWER.some((kind) => error instanceof kind)) return { kind: 'no_answer' }
  return { kind: 'failed' }
}

/** Slack's own word for why, where it is one: anybody can write something else into the address. */
function reasonOf(error: Error, slackSays: string | undefined): string | null {
  const reason = error instanceof WebAPIPlatformError ? error.data.error : (slackSays ?? '')
  return SLACKS_WORD.test(reason) ? reason : null
}

function idOf({ team, enterprise, isEnterpriseInstall = false }: Installation): string {
  return workspaceOf({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall }) ?? ''
}

/**
 * The SDK speaks Node's HTTP. It gets a request and a response that are joined to no connection, so that what is really
 * sent goes through our server and its safety like every other page.
 */
function asNodeHasIt(c: Context): [IncomingMessage, ServerResponse] {
  const { pathname, search, host } = new URL(c.req.url)
  const request = new IncomingMessage(new Socket())
  request.url = pathname + search
  request.headers = { host, cookie: c.req.header('cookie') }
  return [request, new ServerResponse(request)]
}

/** Lax: the cookie has to come along when Slack sends the browser back, and with no other request from elsewhere. */
function passCookies(c: Context, response: ServerResponse): void {
  for (const cookie of [response.getHeader('set-cookie') ?? []].flat())
    c.header('set-cookie', `${cookie}; SameSite=Lax`, { append: true })
}
