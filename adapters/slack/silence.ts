import { type Logger, LogLevel } from '@slack/logger'

const nothing = () => undefined

/** For Slack's SDKs: what they write holds words, codes and tokens. */
export const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
}
