import { ApplicationCommandOptionType as OptionType, ApplicationCommandType as Type } from 'discord.js'
import { z } from 'zod'
import { problemsIn, words } from './form.ts'
import type { Json } from './records.ts'
import type { World } from './world.ts'

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u
const WRONG_NAME = 'APPLICATION_COMMAND_INVALID_NAME Command name is invalid'
const name = words(32).refine((given) => NAME.test(given) && given === given.toLowerCase(), WRONG_NAME)
const names = z.record(z.string(), words(100)).nullish()
const choice = z.strictObject({
  name: words(100),
  name_localizations: names,
  value: z.union([words(100), z.number()]),
})

const option = z.looseObject({
  type: z.number().int().min(OptionType.Subcommand).max(OptionType.Attachment),
  name,
  description: words(100),
  required: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  min_length: z.number().int().min(0).max(6000).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
})
const common = {
  id: z.string().optional(),
  name_localizations: names,
  description_localizations: names,
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z.array(z.literal([0, 1, 2])).nullish(),
  integration_types: z.array(z.literal([0, 1])).nullish(),
}
const slash = z.strictObject({
  ...common,
  type: z.literal(Type.ChatInput).optional(),
  name,
  description: words(100),
  options: z
    .array(option)
    .max(25)
    .refine(
      (all) => all.every(({ required }, n) => !required || all.slice(0, n).every((one) => one.required)),
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID Required options must be placed before non-required options',
    )
    .optional(),
})
const menu = z.strictObject({
  ...common,
  type: z.literal([Type.User, Type.Message]),
  name: words(32),
  description: z.literal('').optional(),
})
const command = z.union([menu, slash])

export type Option = z.output<typeof option>
export type Command = {
  id: string
  type: Type
  name: string
  contexts: number[] | null
  /** Who may see it; null for everybody. */
  permissions: bigint | null
  options: Option[]
  guild: string | null
  body: Json
}

const MOST: Partial<Record<Type, number>> = { [Type.ChatInput]: 100, [Type.User]: 15, [Type.Message]: 15 }

/** The commands of the app, for all guilds and for this one. */
export class Commands {
  readonly #world: World
  #all: Command[] = []

  constructor(world: World) {
    this.#world = world
  }

  /** Those of the guild, or, with null, of everywhere. */
  list(guild: string | null): Command[] {
    return this.#all.filter((one) => one.guild === guild)
  }

  find(type: Type, wanted: string): Command | undefined {
    const fits = (one: Command) => one.type === type && one.name === wanted
    return this.list(this.#world.home.guildId).find(fits) ?? this.list(null).find(fits)
  }

  /** Takes the place of all of them. Those of the same name keep their ids. */
  overwrite(guild: string | null, given: unknown[]): Command[] {
    const before = this.list(guild)
    const made = given.map((body) => this.#make(guild, body, before))
    this.#all = [...this.#all.filter((one) => one.guild !== guild), ...made]
    return made
  }

  shape(one: Command): Json {
    return {
      ...one.body,
      id: one.id,
      application_id: this.#world.home.applicationId,
      version: one.id,
      type: one.type,
      name: one.name,
      name_localizations: null,
      description: one.body.description ?? '',
      description_localizations: null,
      default_member_permissions: one.permissions === null ? null : String(one.permissions),
      contexts: one.contexts,
      integration_types: [0],
      nsfw: false,
      ...(one.options.length ? { options: one.options } : {}),
      ...(one.guild ? { guild_id: one.guild } : {}),
    }
  }

  #make(guild: string | null, given: unknown, before: Command[]): Command {
    const body = command.parse(given)
    const type = body.type ?? Type.ChatInput
    const known = before.find((one) => one.type === type && one.name === body.name)
    const wanted = body.default_member_permissions
    return {
      id: known?.id ?? this.#world.newId(),
      type,
      name: body.name,
      contexts: body.contexts ?? null,
      permissions: typeof wanted === 'string' ? BigInt(wanted) : null,
      options: 'options' in body ? (body.options ?? []) : [],
      guild,
      body,
    }
  }
}

/** What Discord would refuse in a list of commands, one line each. */
export function problemsOfCommands(given: unknown): string[] {
  const all = z.array(z.looseObject({ type: z.number().optional(), name: z.unknown() })).safeParse(given).data
  if (!all) return ['_: LIST_TYPE_CONVERT Only iterables may be used in a ListType']
  const kinds = all.map(({ type = Type.ChatInput, name: called }) => `${type} ${called}`)
  const twice = kinds.filter((kind, n) => kinds.indexOf(kind) !== n)
  const tooMany = Object.entries(MOST).filter(
    ([type, most]) => all.filter((one) => String(one.type ?? Type.ChatInput) === type).length > most,
  )
  return [
    ...all.flatMap((one, n) =>
      problemsIn((one.type ?? Type.ChatInput) === Type.ChatInput ? slash : menu, one, String(n)),
    ),
    ...twice.map((kind) => `_: APPLICATION_COMMANDS_DUPLICATE_NAME ${kind} stands twice`),
    ...tooMany.map(([type]) => `_: APPLICATION_COMMANDS_EXCEEDED Too many commands of type ${type}`),
  ]
}
