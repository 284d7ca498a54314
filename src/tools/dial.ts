import {
  Client,
  SdkHttpError,
  SSEClientTransport,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { withDeadline } from '../deadline.ts'
import type { ServerSettings } from './settings.ts'

/** Servers that know only the older way over HTTP answer the newer one with these. */
const OLDER_WAY = new Set([400, 404, 405, 501])
/** How long saying goodbye may take. Milliseconds. */
const PARTING = 1_000

/** `timeout` in milliseconds; `signal` ends the attempt. */
type Patience = { timeout: number; signal: AbortSignal }

/** Connects to a server. Throws what the library throws when it does not come about. */
export async function dial(settings: ServerSettings, patience: Patience): Promise<Client> {
  if (settings.kind === 'command') return dialCommand(settings, patience)
  const url = new URL(settings.url)
  const requestInit = { headers: settings.headers }
  try {
    const client = createClient('auto')
    await connected(client, new StreamableHTTPClientTransport(url, { requestInit }), patience)
    return client
  } catch (error) {
    if (!(error instanceof SdkHttpError && OLDER_WAY.has(error.status))) throw error
    const client = createClient('legacy')
    try {
      await connected(client, new SSEClientTransport(url, { requestInit }), patience)
    } catch {
      throw error
    }
    return client
  }
}

type Command = Extract<ServerSettings, { kind: 'command' }>

async function dialCommand(
  { command, args, env, folder: cwd }: Command,
  patience: Patience,
): Promise<Client> {
  const client = createClient('legacy')
  // What it says beside its answers may hold anything, and our log holds no such thing.
  const transport = new StdioClientTransport({ command, args, env, cwd, stderr: 'ignore' })
  await connected(client, transport, patience)
  if (transport.pid !== null) takeAlong(transport.pid, transport)
  return client
}

const children = new Set<number>()
let isWatching = false

/** Whoever leaves in a hurry takes the child along; a killed one leaves it alone with an input that has ended. */
function takeAlong(pid: number, transport: StdioClientTransport): void {
  children.add(pid)
  const { onclose } = transport
  transport.onclose = () => {
    children.delete(pid)
    onclose?.()
  }
  if (isWatching) return
  isWatching = true
  process.once('exit', () => {
    for (const child of children) killed(child)
  })
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** Ends it, and lets a server that keeps sessions forget ours. */
export async function hangUp(client: Client): Promise<void> {
  const { transport } = client
  const parting = transport instanceof StreamableHTTPClientTransport ? transport.terminateSession() : null
  if (parting) await withDeadline(PARTING, parting).catch(() => undefined)
  await client.close().catch(() => undefined)
}

function createClient(mode: 'auto' | 'legacy'): Client {
  return new Client(
    { name: 'warmline', version: '0.1.0' },
    {
      // Nobody is asked anything on a server's behalf: no sampling, no forms, no folders.
      capabilities: {},
      inputRequired: { autoFulfill: false },
      versionNegotiation: { mode },
    },
  )
}

async function connected(
  client: Client,
  transport: Parameters<Client['connect']>[0],
  patience: Patience,
): Promise<void> {
  // The library asks a server how it speaks before it listens to the signal.
  const { promise: ended, reject: end } = Promise.withResolvers<never>()
  const abort = () => end(patience.signal.reason)
  patience.signal.addEventListener('abort', abort, { once: true })
  try {
    patience.signal.throwIfAborted()
    await Promise.race([client.connect(transport, patience), ended])
  } catch (error) {
    await Promise.allSettled([client.close(), transport.close()])
    throw error
  } finally {
    patience.signal.removeEventListener('abort', abort)
  }
}
