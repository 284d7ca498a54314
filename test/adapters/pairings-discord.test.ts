import { discordCustomers } from './discord/through-discord.ts'
import { pairings } from './pairings.ts'

pairings('Discord', discordCustomers)
