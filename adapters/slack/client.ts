import { WebClient } from '@slack/web-api'
import { silent } from './silence.ts'

/** How long Slack may take to answer one call. Milliseconds. */
const LONGEST_CALL = 10_000

/** `apiUrl` with or without a slash at its end, `timeout` in milliseconds. */
export type ClientSettings = { token: string; apiUrl: string; timeout?: number }

/**
 * Slack's own client, made to try once and to say so: it never retries, never waits behind another call that was told to
 * wait, gives up in time, and writes nothing to any log, for what it would write there holds words and tokens.
 */
export function createClient({ token, apiUrl, timeout = LONGEST_CALL }: ClientSettings): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // A hundred calls that hang must not keep back the next one.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    allowAbsoluteUrls: false,
    logger: silent,
  })
}
