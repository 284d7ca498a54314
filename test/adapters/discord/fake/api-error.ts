import { RESTJSONErrorCodes as Code } from 'discord.js'
import type { Json } from './records.ts'

export { Code }

const SAID: Record<number, [status: number, message: string]> = {
  [Code.GeneralError]: [404, '404: Not Found'],
  [Code.UnknownApplication]: [404, 'Unknown Application'],
  [Code.UnknownChannel]: [404, 'Unknown Channel'],
  [Code.UnknownGuild]: [404, 'Unknown Guild'],
  [Code.UnknownMember]: [404, 'Unknown Member'],
  [Code.UnknownMessage]: [404, 'Unknown Message'],
  [Code.UnknownUser]: [404, 'Unknown User'],
  [Code.UnknownWebhook]: [404, 'Unknown Webhook'],
  [Code.UnknownApplicationCommand]: [404, 'Unknown application command'],
  [Code.UnknownInteraction]: [404, 'Unknown interaction'],
  [Code.MaximumNumberOfWebhooksReached]: [400, 'Maximum number of webhooks reached (15)'],
  [Code.MaximumThreadParticipantsReached]: [400, 'Maximum number of thread participants reached (1000)'],
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: [
    429,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
  ],
  [Code.OpeningDirectMessagesTooFast]: [400, 'You are opening direct messages too fast'],
  [Code.InteractionHasAlreadyBeenAcknowledged]: [400, 'Interaction has already been acknowledged.'],
  [Code.MissingAccess]: [403, 'Missing Access'],
  [Code.CannotExecuteActionOnDMChannel]: [403, 'Cannot execute action on a DM channel'],
  [Code.CannotEditMessageAuthoredByAnotherUser]: [403, 'Cannot edit a message authored by another user'],
  [Code.CannotSendAnEmptyMessage]: [400, 'Cannot send an empty message'],
  [Code.CannotSendMessagesToThisUser]: [403, 'Cannot send messages to this user'],
  [Code.CannotSendMessagesInNonTextChannel]: [400, 'Cannot send messages in a non-text channel'],
  [Code.MissingPermissions]: [403, 'Missing Permissions'],
  [Code.CannotExecuteActionOnSystemMessage]: [403, 'Cannot execute action on a system message'],
  [Code.CannotExecuteActionOnThisChannelType]: [400, 'Cannot execute action on this channel type'],
  [Code.InvalidWebhookToken]: [401, 'Invalid Webhook Token'],
  [Code.InvalidFormBodyOrContentType]: [400, 'Invalid Form Body'],
  [Code.InvalidActionOnArchivedThread]: [400, 'Thread is archived'],
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: [
    403,
    'Cannot send messages to this user due to having no mutual guilds',
  ],
  [Code.CannotReplyWithoutPermissionToReadMessageHistory]: [
    400,
    'You cannot reply without permission to read message history',
  ],
  [Code.ThreadAlreadyCreatedForMessage]: [400, 'A thread has already been created for this message'],
  [Code.ThreadLocked]: [400, 'The thread is locked'],
  [Code.MaximumActiveThreads]: [400, 'Maximum number of active threads reached'],
  [Code.MessageWasBlockedByAutomaticModeration]: [400, 'Message was blocked by automatic moderation'],
  [Code.TitleWasBlockedByAutomaticModeration]: [400, 'Title was blocked by automatic moderation'],
  [Code.WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId]: [
    400,
    'Webhooks posted to forum channels must have a thread_name or thread_id',
  ],
  [Code.TagRequiredToCreateAForumPostInThisChannel]: [
    400,
    'A tag is required to create a forum post in this channel',
  ],
  [Code.ServiceResourceIsBeingRateLimited]: [429, 'The write action you are performing is rate limited'],
}

/** Discord said no: an HTTP status, and a code of its own with a sentence. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly errors: Json | null

  /** `said` where the status or the sentence is not the usual one. */
  constructor(code: number, said: { status?: number; message?: string; errors?: Json } = {}) {
    const [status, message] = SAID[code] ?? [400, `Error ${code}`]
    super(said.message ?? message)
    this.name = 'ApiError'
    this.status = said.status ?? status
    this.code = code
    this.errors = said.errors ?? null
  }

  body(): Json {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) }
  }
}

/** 401: the token is nobody's. */
export function unauthorized(): ApiError {
  return new ApiError(0, { status: 401, message: '401: Unauthorized' })
}
