import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { cutPlain } from './payload.ts'
import type { Words } from './words.ts'

/** The names that customers type, and the name of the option behind the first. */
export const HELP = 'help'
export const PERSON = 'person'
export const QUESTION = 'question'
/** The entry in a message's menu with which staff hand it to people. */
const HAND_TO_STAFF = 'Hand to staff'

const LONGEST_DESCRIPTION = 100
const IN_SERVERS = [InteractionContextType.Guild]
const ANYWHERE = [InteractionContextType.Guild, InteractionContextType.BotDM]
const integration_types = [ApplicationIntegrationType.GuildInstall]

/**
 * The commands as Discord registers them, all of them at once. Who may hand to staff is asked each time it is used: what
 * Discord hides is up to the server's owner.
 */
export function commandsOf(words: Words): RESTPutAPIApplicationCommandsJSONBody {
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: HELP,
      description: cutPlain(words.helpCommand, LONGEST_DESCRIPTION),
      contexts: ANYWHERE,
      integration_types,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: QUESTION,
          description: cutPlain(words.helpQuestion, LONGEST_DESCRIPTION),
          required: false,
        },
      ],
    },
    {
      type: ApplicationCommandType.ChatInput,
      name: PERSON,
      description: cutPlain(words.personCommand, LONGEST_DESCRIPTION),
      contexts: ANYWHERE,
      integration_types,
    },
    { type: ApplicationCommandType.Message, name: HAND_TO_STAFF, contexts: IN_SERVERS, integration_types },
  ]
}
