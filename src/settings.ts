import { resolve } from 'node:path'
import { z } from 'zod'
import { DISCORD, discordMisfits } from './discord-settings.ts'
import { MODEL, modelMisfits } from './model-settings.ts'
import { OWNER, ownerMisfits } from './owner-settings.ts'
import { SLACK, slackMisfits } from './slack-settings.ts'

const ROOT = resolve(import.meta.dirname, '..')

const Folder = z
  .string()
  .min(1, 'is empty. Name a folder, or remove the line')
  .transform((path) => resolve(path))

/** Every setting there is, in the order of .env.example. All are optional. */
export const Settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number such as 3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be at most 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be one address, such as 127.0.0.1')
    .default('127.0.0.1'),
  DATA_DIR: Folder.default(resolve(ROOT, 'data')),
  KNOWLEDGE_DIR: Folder.default(resolve(ROOT, 'knowledge')),
  REPLIES_DIR: Folder.default(resolve(ROOT, 'prompts/replies')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')
    .nullable()
    .default(null),
  RETENTION_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a number of days such as 365')
    .transform(Number)
    .refine((days) => days >= 7, 'must be at least 7: a conversation is over after seven quiet days')
    .nullable()
    .default(null),
  VIEWER_LINK: z
    .enum(['yes', 'no'], 'must be yes or no')
    .default('no')
    .transform((word) => word === 'yes'),
  TOOLS_FILE: z
    .string()
    .transform((path) => resolve(path))
    .nullable()
    .default(null),
  ...SLACK,
  ...DISCORD,
  ...MODEL,
  ...OWNER,
})
export type Values = z.infer<typeof Settings>

/** What is missing beside what is given: settings that are right alone, and not together. One line each. */
export function misfits(given: Partial<Record<string, string>>): string[] {
  const problems = [
    ...slackMisfits(given),
    ...discordMisfits(given),
    ...modelMisfits(given),
    ...ownerMisfits(given),
  ]
  if (given.SLACK_STAFF_CHANNEL !== undefined && given.DISCORD_STAFF_CHANNEL !== undefined)
    problems.push(
      'DISCORD_STAFF_CHANNEL: is set beside SLACK_STAFF_CHANNEL, and staff can be in one place only. Keep one of the two, and remove the other.',
    )
  return problems
}
