import { stories } from '../../stories.ts'
import { openThroughDiscord } from './through-discord.ts'

stories('a conversation through Discord', openThroughDiscord)
