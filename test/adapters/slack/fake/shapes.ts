import type { Channel, Json, Message, StoredFile, User, World } from './world.ts'

/** A message as conversations.history shows it; the metadata only for those who ask. */
export function messageShape(world: World, message: Message, options: { metadata?: boolean } = {}): Json {
  if (message.tombstone) return tombstoneShape(world, message)
  const { home } = world
  const parent = message.thread ? world.find(message.channel, message.thread) : undefined
  const isReply = message.thread !== null && message.thread !== message.ts
  return compact({
    type: 'message',
    subtype: message.subtype,
    user: message.user,
    bot_id: message.botId,
    app_id: message.bot && message.botId === home.botId ? home.appId : null,
    username: message.username,
    icons: message.icon ? { image_48: message.icon } : null,
    bot_profile: message.bot && !message.username ? botProfile(world, message) : null,
    text: message.text,
    ts: message.ts,
    team: message.team,
    client_msg_id: message.bot || message.subtype ? null : `client-${message.ts}`,
    blocks: message.blocks.length ? message.blocks : null,
    attachments: message.attachments.length ? message.attachments : null,
    files: message.files.length ? message.files.map((id) => fileOf(world, id)) : null,
    upload: message.files.length ? false : null,
    edited: message.edited,
    reactions: message.reactions.length
      ? message.reactions.map(({ name, users }) => ({ name, users, count: users.length }))
      : null,
    metadata: options.metadata ? message.metadata : null,
    thread_ts: message.thread,
    parent_user_id: isReply ? (parent?.user ?? null) : null,
    ...threadFacts(world, message),
  })
}

/** What stands where a message was that others had replied to. */
function tombstoneShape(world: World, message: Message): Json {
  const replies = world.replies(message.channel, message.ts)
  return compact({
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ts: message.ts,
    thread_ts: message.thread ?? message.ts,
    parent_user_id: 'USLACKBOT',
    ...(replies.length > 0 ? threadFacts(world, message) : NO_REPLIES),
  })
}

const NO_REPLIES = {
  reply_count: 0,
  reply_users_count: 0,
  reply_users: [],
  latest_reply: '0000000000.000000',
}

function threadFacts(world: World, message: Message): Json {
  const replies = world.replies(message.channel, message.ts)
  if (replies.length === 0) return {}
  const users = [...new Set(replies.map(({ user, botId }) => user ?? botId ?? ''))]
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users.slice(0, 5),
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  }
}

function botProfile({ home }: World, message: Message): Json {
  return {
    id: message.botId,
    app_id: message.botId === home.botId ? home.appId : 'A0OTHER',
    name: home.botName,
    icons: { image_48: 'https://avatars.example.com/bot_48.png' },
    deleted: false,
    updated: 0,
    team_id: message.team,
  }
}

function fileOf(world: World, id: string): Json {
  const file = world.files.get(id)
  return file ? fileShape(world, file, { inMessage: true }) : { id, mode: 'tombstone' }
}

/** A file as Slack shows it. What comes from another company is a stub in a message: files.info knows the rest. */
export function fileShape(world: World, file: StoredFile, options: { inMessage?: boolean } = {}): Json {
  if (file.external && options.inMessage)
    return { id: file.id, mode: 'file_access', file_access: 'check_file_info' }
  const path = `${world.home.teamId}-${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    created: world.seconds(),
    timestamp: world.seconds(),
    name: file.name,
    title: file.title,
    mimetype: file.type,
    filetype: file.name.split('.').at(-1) ?? 'binary',
    user: file.user,
    user_team: world.users.get(file.user)?.teamId ?? world.home.teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    file_access: 'visible',
    url_private: `${world.base}/files-pri/${path}`,
    url_private_download: `${world.base}/files-pri/${path}?download=1`,
    permalink: `${world.base}/files/${file.user}/${file.id}`,
  }
}

export function userShape(world: World, user: User): Json {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted,
    is_bot: user.bot,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: user.guest,
    is_ultra_restricted: false,
    ...(user.teamId === world.home.teamId ? {} : { is_stranger: false }),
    updated: 0,
    ...(user.zone === undefined ? {} : { tz: user.zone }),
    profile: {
      real_name: user.realName,
      display_name: user.displayName,
      display_name_normalized: user.displayName,
      real_name_normalized: user.realName,
      avatar_hash: 'a0',
      image_72: user.avatar,
      image_192: user.avatar,
      image_512: user.avatar,
      team: user.teamId,
    },
  }
}

export function channelShape(world: World, channel: Channel): Json {
  const isMember = channel.members.has(world.home.botUserId)
  if (channel.kind === 'dm') {
    const other = [...channel.members].find((id) => id !== world.home.botUserId)
    return { id: channel.id, is_im: true, is_org_shared: false, user: other, is_archived: channel.archived }
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: false,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_member: isMember,
    num_members: channel.members.size,
    context_team_id: world.home.teamId,
  }
}

/** What Slack calls the sort of channel in an event. */
export function channelType(channel: Channel): 'im' | 'group' | 'channel' {
  if (channel.kind === 'dm') return 'im'
  return channel.kind === 'private' ? 'group' : 'channel'
}

/** Without what is null: Slack leaves out what does not apply. */
function compact(shape: Json): Json {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== null && value !== undefined),
  )
}
