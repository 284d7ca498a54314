import {
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { z } from 'zod'
import { DeadlineError } from '../deadline.ts'
import { unreachable } from '../reach.ts'
import type { ServerSettings } from './settings.ts'

const Coded = z.object({ code: z.string() })
const Wrapping = z.object({ data: z.object({ cause: z.instanceof(Error) }) })
/** With these nothing of what we sent has arrived. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EACCES',
])

/** Why a server cannot be used, and what to do, for the owner. Never with what the server itself said. */
export function tellMishap(server: string, settings: ServerSettings, thrown: unknown): string {
  const error = unwrapped(thrown)
  const head = `The tool server ${server}`
  if (error instanceof UnauthorizedError || statusOf(error) === 401 || statusOf(error) === 403)
    return `${head} does not let us in. Check the key in its headers.`
  const status = statusOf(error)
  if (status !== null) return `${head} answers with HTTP ${status}. Check its address, and whether it runs.`
  if (error instanceof ProtocolError)
    return `${head} refuses to talk to us (code ${error.code}). Look at its own log.`
  if (settings.kind === 'command') return `${head} ${ofCommand(error)}`
  if (isLate(error)) return `${head} gave no answer in time. It is tried again.`
  // Whoever asks whether we are ready reads this, too: where a company keeps its servers is nobody's business.
  const { problem, repair } = unreachable(
    error,
    'its host',
    'Check that it runs and can be reached from here.',
  )
  return `${head} cannot be reached: ${problem} ${repair}`
}

function ofCommand(error: unknown): string {
  const code = Coded.safeParse(error).data?.code
  if (code === 'ENOENT')
    return 'cannot be started: there is no such command, or no such folder. Check command.'
  if (code === 'EACCES') return 'cannot be started: we may not run its command. Check command.'
  if (isLate(error)) return 'gave no answer in time. It is started again.'
  return 'stopped, or does not speak as a tool server does. It is started again; run its command by hand to see why.'
}

export function isLate(error: unknown): boolean {
  return (
    error instanceof DeadlineError ||
    (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
  )
}

/** Whether it is certain that the server has not taken what we asked of it. */
export function isNeverSent(thrown: unknown): boolean {
  const error = unwrapped(thrown)
  const status = statusOf(error)
  // 408 comes from whoever stands between, after what was sent may have passed.
  if (status !== null) return status >= 400 && status < 500 && status !== 408
  if (error instanceof SdkError && error.code === SdkErrorCode.NotConnected) return true
  if (error instanceof Error && error.message === 'Not connected') return true
  for (let at = error; at instanceof Error; at = at.cause)
    if (NEVER_SENT.has(Coded.safeParse(at).data?.code ?? '')) return true
  return false
}

function statusOf(error: unknown): number | null {
  return error instanceof SdkHttpError ? error.status : null
}

/** While it finds out how to talk to a server, the library keeps the reason in the data of an error of its own. */
function unwrapped(error: unknown): unknown {
  const { data } = Wrapping.safeParse(error)
  return data === undefined ? error : data.data.cause
}
