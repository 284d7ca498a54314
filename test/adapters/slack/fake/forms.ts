import { z } from 'zod'
import { loose, type Method, read } from './api.ts'
import { ApiError } from './api-error.ts'
import { problemsOfView } from './block-kit.ts'
import type { Json, World } from './world.ts'

const View = loose(z.record(z.string(), z.unknown()))
const Open = z.object({ trigger_id: z.string().min(1), view: View })
const Update = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: View,
})

/** A modal as somebody has it open before them. `errors` is what the app said of the last try, by block. */
export type Form = { id: string; user: string; hash: string; view: Json; open: boolean; errors: Json | null }
type Trigger = { user: string; at: number; used: boolean }

const TRIGGER_LASTS = 3000

/** The modals that are open, and the triggers that may open one: each once, within three seconds. */
export class Forms {
  readonly all: Form[] = []
  readonly #world: World
  readonly #triggers = new Map<string, Trigger>()

  constructor(world: World) {
    this.#world = world
  }

  trigger(user: string): string {
    const id = `${this.#world.newId('')}.${this.#world.home.teamId}.trigger`
    this.#triggers.set(id, { user, at: this.#world.clock(), used: false })
    return id
  }

  methods(): Record<string, Method> {
    return {
      'views.open': { token: 'bot', run: (args) => this.#open(read(Open, args)) },
      'views.push': { token: 'bot', run: (args) => this.#open(read(Open, args)) },
      'views.update': { token: 'bot', run: (args) => this.#update(read(Update, args)) },
    }
  }

  /** The latest that this person has open; or that one. */
  find(which: { viewId?: string; user: string }): Form | undefined {
    const theirs = this.all.filter(({ open, user }) => open && user === which.user)
    return which.viewId ? theirs.find(({ id }) => id === which.viewId) : theirs.at(-1)
  }

  /** Opens a form for somebody without a trigger: what a push after a submission does. */
  show(user: string, view: Json): Form {
    check(view)
    const form = { id: this.#world.newId('V'), user, hash: this.#hash(), view, open: true, errors: null }
    this.all.push(form)
    return form
  }

  replace(form: Form, view: Json): void {
    check(view)
    form.view = view
    form.hash = this.#hash()
    form.errors = null
  }

  shape(form: Form, values: Json = {}): Json {
    const { home } = this.#world
    return {
      id: form.id,
      team_id: home.teamId,
      state: { values },
      hash: form.hash,
      private_metadata: '',
      callback_id: '',
      external_id: '',
      root_view_id: form.id,
      previous_view_id: null,
      app_id: home.appId,
      app_installed_team_id: home.teamId,
      bot_id: home.botId,
      close: null,
      submit: null,
      clear_on_close: false,
      notify_on_close: false,
      ...form.view,
    }
  }

  #open({ trigger_id, view }: z.output<typeof Open>): Json {
    const trigger = this.#triggers.get(trigger_id)
    if (!trigger) throw new ApiError('invalid_trigger_id')
    if (trigger.used) throw new ApiError('exchanged_trigger_id')
    if (this.#world.clock() - trigger.at > TRIGGER_LASTS) throw new ApiError('expired_trigger_id')
    const form = this.show(trigger.user, view)
    trigger.used = true
    return { ok: true, view: this.shape(form) }
  }

  #update({ view_id, external_id, hash, view }: z.output<typeof Update>): Json {
    const form = this.all.find(
      (one) => one.open && (view_id ? one.id === view_id : one.view.external_id === external_id),
    )
    if (!form) throw new ApiError('not_found')
    if (hash !== undefined && hash !== form.hash) throw new ApiError('hash_conflict')
    this.replace(form, view)
    return { ok: true, view: this.shape(form) }
  }

  #hash(): string {
    return `${this.#world.seconds()}.${this.#world.newId('h')}`
  }
}

function check(view: Json): void {
  const problems = problemsOfView(view)
  if (problems.length === 0) return
  const messages = problems.map((problem) => `[ERROR] ${problem}`)
  throw new ApiError('invalid_arguments', { response_metadata: { messages } })
}
