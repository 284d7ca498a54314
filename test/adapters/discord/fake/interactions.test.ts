import {
  ApplicationCommandType,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Routes,
  TextInputBuilder,
  TextInputStyle,
  InteractionResponseType as Type,
} from 'discord.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closesAfterEach, loggedIn, openDiscord, refusal } from './opened.ts'
import type { Options } from './settings.ts'

closesAfterEach()

const NOON = Date.UTC(2026, 10, 22, 12)
const Heard = z.looseObject({ id: z.string(), token: z.string() })
const GO = [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }]

/** A guild with a button in it, and discord.js that answers as told. */
async function withButton(
  answer: (interaction: Interaction) => Promise<unknown> | undefined,
  options: Options = {},
) {
  const { discord, customer: user, channel, rest } = await openDiscord({ ackTimeout: 500, ...options })
  const { client, told } = await loggedIn(discord)
  const failures: unknown[] = []
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction)?.catch((error: unknown) => failures.push(error))
  })
  const body = { content: 'Press', components: GO }
  const { id: message } = z
    .looseObject({ id: z.string() })
    .parse(await rest.post(Routes.channelMessages(channel), { body }))
  const click = () => discord.click({ channel, message, customId: 'go', user })
  return { discord, user, channel, rest, message, click, told, failures }
}

/** The same, but the answers are posted by hand. */
async function byHand(options: Options = {}) {
  const world = await withButton(() => undefined, { ackTimeout: 50, ...options })
  const { click, told, rest } = world
  await click()
  const { id, token } = Heard.parse(told('INTERACTION_CREATE').at(-1))
  const callback = (body: object) => rest.post(Routes.interactionCallback(id, token), { body, auth: false })
  const followup = (body: object) =>
    rest.post(Routes.webhook(world.discord.applicationId, token), { body, auth: false })
  return { ...world, id, token, callback, followup }
}

describe('a click', () => {
  it('tells who clicked what and where, with their rights', async () => {
    const { discord, user, channel, message, click, told } = await withButton((one) =>
      one.isButton() ? one.deferUpdate() : undefined,
    )
    discord.deny('SendMessages', channel, user)
    await click()
    const [heard] = told('INTERACTION_CREATE')
    expect(heard).toMatchObject({
      type: 3,
      application_id: discord.applicationId,
      guild_id: discord.guildId,
      channel_id: channel,
      context: 0,
      data: { custom_id: 'go', component_type: 2 },
      message: { id: message },
      member: { user: { id: user } },
    })
    const { permissions } = z.looseObject({ permissions: z.string() }).parse(heard?.member)
    expect(BigInt(permissions) & (1n << 11n)).toBe(0n)
  })

  it('is answered for one person alone', async () => {
    const { discord, channel, click } = await withButton((one) =>
      one.isButton() ? one.reply({ content: 'Psst', flags: MessageFlags.Ephemeral }) : undefined,
    )
    const answered = await click()
    expect([answered.texts, answered.isEphemeral, answered.failed]).toEqual([['Psst'], true, false])
    expect(discord.seen(channel)).toHaveLength(1)
  })

  it('is answered later, after a deferral', async () => {
    const { discord, channel, click } = await withButton(async (one) => {
      if (!one.isButton()) return
      await one.deferReply()
      await one.editReply('Done')
      await one.followUp({ content: 'And this', flags: MessageFlags.Ephemeral })
    })
    const answered = await click()
    expect(answered.isDeferred).toBe(true)
    expect(await answered.text()).not.toBe('')
    await discord.settled()
    expect(answered.texts).toEqual(['Done', 'And this'])
    expect(discord.seen(channel).at(-1)).toMatchObject({ content: 'Done', flags: 0, edited: false })
  })

  it('changes the message that it was on', async () => {
    const { discord, channel, click } = await withButton((one) =>
      one.isButton() ? one.update({ content: 'Pressed', components: [] }) : undefined,
    )
    expect((await click()).callback).toBe(Type.UpdateMessage)
    expect(discord.seen(channel)).toMatchObject([{ content: 'Pressed', components: [] }])
    await expect(click()).rejects.toThrow('nothing to press')
  })

  it('fails where nobody answers', async () => {
    const { click } = await withButton(() => undefined, { ackTimeout: 50 })
    expect(await click()).toMatchObject({ failed: true, callback: null })
  })

  it('is answered once, in time, by those who have its token', async () => {
    let now = NOON
    const { rest, id, callback } = await byHand({ clock: () => now })
    const stranger = rest.post(Routes.interactionCallback(id, 'x'), { body: { type: 6 }, auth: false })
    expect(await refusal(stranger)).toBe(10_062)
    await callback({ type: 6 })
    expect(await refusal(callback({ type: 6 }))).toBe(40_060)
    const late = await byHand({ clock: () => now })
    now += 3001
    expect(await refusal(late.callback({ type: 6 }))).toBe(10_062)
  })

  it('is followed up for fifteen minutes, once it was answered', async () => {
    let now = NOON
    const { callback, followup } = await byHand({ clock: () => now })
    expect(await refusal(followup({ content: 'x' }))).toBe(10_015)
    await callback({ type: 6 })
    await followup({ content: 'x', flags: 64 })
    now += 15 * 60_000 + 1
    expect(await refusal(followup({ content: 'x' }))).toBe(50_027)
  })

  it('is not answered with what Discord does not take', async () => {
    const { callback } = await byHand()
    expect(await refusal(callback({ type: 1 }))).toBe(50035)
    expect(await refusal(callback({ type: 4, data: { content: 'x'.repeat(2001) } }))).toBe(50035)
    expect(await refusal(callback({ type: 4, data: {} }))).toBe(50006)
    expect(await refusal(callback({ type: 5, data: { flags: 4 } }))).toBe(50035)
    expect(await refusal(callback({ type: 9, data: { custom_id: 'm', title: 'M', components: [] } }))).toBe(
      50035,
    )
    await callback({ type: 6 })
  })

  it('reads and takes back its first answer', async () => {
    const { discord, rest, channel, token, callback } = await byHand()
    const original = Routes.webhookMessage(discord.applicationId, token, '@original')
    await callback({ type: 4, data: { content: 'Hello' } })
    expect(await rest.get(original, { auth: false })).toMatchObject({ content: 'Hello' })
    await rest.delete(original, { auth: false })
    expect(discord.seen(channel)).toHaveLength(1)
    expect(await refusal(rest.get(original, { auth: false }))).toBe(10008)
  })
})

describe('a form', () => {
  const modal = () =>
    new ModalBuilder()
      .setCustomId('reply')
      .setTitle('Reply')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Your words')
          .setTextInputComponent(
            new TextInputBuilder()
              .setCustomId('words')
              .setStyle(TextInputStyle.Paragraph)
              .setMaxLength(5)
              .setValue('Dear'),
          ),
      )

  it('is shown, filled in and sent', async () => {
    const { discord, user, click } = await withButton((one) => {
      if (one.isButton()) return one.showModal(modal())
      if (!one.isModalSubmit()) return undefined
      const content = `${one.customId}: ${one.fields.getTextInputValue('words')} ${one.isFromMessage()}`
      return one.reply({ content, flags: MessageFlags.Ephemeral })
    })
    const { modal: shown } = await click()
    expect(shown).toMatchObject({
      customId: 'reply',
      title: 'Reply',
      fields: [{ customId: 'words', label: 'Your words', value: 'Dear', most: 5 }],
    })
    await expect(discord.submit({ user, modal: shown, values: { words: 'too long' } })).rejects.toThrow(
      'too long',
    )
    await expect(discord.submit({ user, modal: shown, values: { words: '' } })).rejects.toThrow(
      'must be filled in',
    )
    const answered = await discord.submit({ user, values: { words: 'Hi' } })
    expect(answered.texts).toEqual(['reply: Hi true'])
    await expect(discord.submit({ user })).rejects.toThrow('no form open')
  })

  it('is never the answer to a form', async () => {
    const { click, discord, user, failures } = await withButton(
      (one) => {
        if (one.isButton()) return one.showModal(modal())
        return one.isModalSubmit()
          ? one.client.rest.post(Routes.interactionCallback(one.id, one.token), {
              auth: false,
              body: { type: 9, data: modal().toJSON() },
            })
          : undefined
      },
      { ackTimeout: 100 },
    )
    await click()
    expect((await discord.submit({ user, values: { words: 'Hi' } })).failed).toBe(true)
    expect(failures).toMatchObject([{ code: 50035 }])
  })
})

describe('a command', () => {
  const commands = [
    {
      name: 'help',
      description: 'Ask us',
      contexts: [0, 1],
      options: [{ type: 3, name: 'question', description: 'What?', required: true }],
    },
    {
      type: ApplicationCommandType.Message,
      name: 'To a person',
      contexts: [0],
      default_member_permissions: '8192',
    },
  ]

  async function withCommands() {
    const world = await withButton((one) => {
      if (one.isChatInputCommand()) return one.reply(`You ask: ${one.options.getString('question')}`)
      if (!one.isMessageContextMenuCommand()) return undefined
      return one.reply({ content: `It says: ${one.targetMessage.content}`, flags: MessageFlags.Ephemeral })
    })
    const { discord, rest } = world
    const path = Routes.applicationCommands(discord.applicationId)
    return { ...world, path, made: await rest.put(path, { body: commands }) }
  }

  it('is offered once it was registered, and keeps its id', async () => {
    const { discord, rest, path, made } = await withCommands()
    expect(made).toMatchObject([
      { name: 'help', type: 1 },
      { name: 'To a person', type: 3 },
    ])
    expect(await rest.put(path, { body: commands })).toMatchObject(z.array(z.looseObject({})).parse(made))
    expect(await rest.get(path)).toHaveLength(2)
    const inGuild = Routes.applicationGuildCommands(discord.applicationId, discord.guildId)
    expect(await rest.get(inGuild)).toEqual([])
    expect(await refusal(rest.put(path, { body: [{ name: 'Help me', description: 'x' }] }))).toBe(50035)
    expect(await refusal(rest.put(Routes.applicationCommands(discord.botId), { body: [] }))).toBe(50001)
  })

  it('is used in a channel and in direct messages', async () => {
    const { discord, channel, user, told } = await withCommands()
    const ask = { command: 'help', options: { question: 'Why?' }, user }
    expect((await discord.slash({ ...ask, channel })).texts).toEqual(['You ask: Why?'])
    const dm = discord.addDm(user)
    await discord.slash({ ...ask, channel: dm })
    expect(told('INTERACTION_CREATE').at(-1)).toMatchObject({
      context: 1,
      user: { id: user },
      channel_id: dm,
    })
    expect(told('INTERACTION_CREATE').at(-1)).not.toHaveProperty('member')
    expect(discord.seen(channel).at(-1)).toMatchObject({ type: 20, content: 'You ask: Why?' })
    await expect(discord.slash({ command: 'help', channel, user })).rejects.toThrow('needs question')
    await expect(discord.slash({ command: 'nothing', channel, user })).rejects.toThrow('no command')
  })

  it('reads a message from its menu, whoever wrote it', async () => {
    const { discord, channel, user } = await withCommands()
    const message = await discord.say({ channel, user, text: 'not for the app' })
    const menu = { command: 'To a person', channel, message }
    await expect(discord.menu({ ...menu, user })).rejects.toThrow('hidden')
    const role = discord.addRole({ name: 'Support', permissions: ['ManageMessages'] })
    const kim = discord.addUser({ name: 'Kim', roles: [role] })
    expect((await discord.menu({ ...menu, user: kim })).texts).toEqual(['It says: not for the app'])
  })
})
