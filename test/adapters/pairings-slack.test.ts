import { pairings } from './pairings.ts'
import { slackCustomers } from './slack/through-slack.ts'

pairings('Slack', slackCustomers)
