import { stories } from '../../stories.ts'
import { openThroughSlack } from './through-slack.ts'

stories('a conversation through Slack', openThroughSlack)
