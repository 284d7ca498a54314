import type { Tables } from '../tables.ts'

/**
 * What becomes of a column when somebody's words are erased. kept: a time, a number, a word of our own lists, an id of ours,
 * or of our staff; it says nothing of who the customer was. Everything else goes: gone (with its row), none (nothing stands
 * there), empty (no text), erased (the word "erased"), list and object (empty JSON), nowhere (a place that is none), own_id
 * (the row's own id, where two must not be the same), removed (marked as taken away), next (counts up, so that whoever
 * still has the words in hand finds them changed), shared (kept where others have the same: a theme, and nobody's own).
 */
export type Fate =
  | 'kept'
  | 'gone'
  | 'none'
  | 'empty'
  | 'erased'
  | 'list'
  | 'object'
  | 'nowhere'
  | 'own_id'
  | 'removed'
  | 'next'
  | 'shared'

/** The rows that a column of a table leads to: this is how a row is known to be about a customer. */
export type Owner = 'customers' | 'conversations' | 'handoffs' | 'messages' | 'readings'

export type Rule<T> = {
  /** The column, and whose ids stand in it. `own` where a way of its own is written in belonging.ts; null: about nobody. */
  by: readonly [column: keyof T & string, owner: Owner] | 'own' | null
  /** Rows go whole when they are somebody's. */
  whole?: true
  /** Erased last: what was shown to staff is taken back by it first. */
  last?: true
  columns: { readonly [C in keyof T]: Fate }
}

/**
 * Every column of every table. A new one is added here with a line, or neither the compiler nor
 * test/ledger/personal-columns.test.ts lets it pass. Messages come first: what is found in words is not found again then.
 */
export const PERSONAL: { readonly [T in keyof Tables]: Rule<Tables[T]> } = {
  messages: {
    by: ['conversation_id', 'conversations'],
    columns: {
      seq: 'kept',
      id: 'kept',
      conversation_id: 'kept',
      author: 'kept',
      name: 'empty',
      origin: 'none',
      text: 'empty',
      choice: 'kept',
      attachments: 'list',
      sources: 'list',
      options: 'list',
      at: 'kept',
      edited_at: 'kept',
      removed_at: 'removed',
      version: 'next',
      turn: 'kept',
      earlier_turn: 'kept',
      signed_at: 'kept',
      sent_at: 'kept',
      picture: 'none',
    },
  },
  readings: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      message_id: 'kept',
      conversation_id: 'kept',
      read_by: 'kept',
      sentiment: 'kept',
      feeling: 'kept',
      reason: 'erased',
      quote: 'none',
      topic: 'shared',
      subject: 'shared',
      act: 'kept',
      complaint: 'kept',
      complaint_score: 'kept',
      wants_person: 'kept',
      wants_person_score: 'kept',
      question: 'kept',
      question_score: 'kept',
      danger: 'kept',
      language: 'kept',
      at: 'kept',
      corrected_by: 'kept',
      wrote_at: 'kept',
    },
  },
  turns: {
    by: ['conversation_id', 'conversations'],
    columns: {
      conversation_id: 'kept',
      number: 'kept',
      decision: 'kept',
      cause: 'kept',
      reason: 'erased',
      passages: 'kept',
      confidence: 'kept',
      answered_by: 'kept',
      attempts: 'kept',
      due_at: 'kept',
      settled_at: 'kept',
    },
  },
  notes: {
    by: ['handoff_id', 'handoffs'],
    columns: {
      seq: 'kept',
      id: 'kept',
      handoff_id: 'kept',
      origin: 'own_id',
      name: 'kept',
      text: 'empty',
      at: 'kept',
      calls: 'none',
    },
  },
  handoffs: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      conversation_id: 'kept',
      turn: 'kept',
      status: 'kept',
      cause: 'kept',
      reason: 'erased',
      staff_place: 'kept',
      opened_at: 'kept',
      claimed_by: 'kept',
      claimed_name: 'kept',
      claimed_at: 'kept',
      closed_name: 'kept',
      closed_at: 'kept',
      summary: 'none',
      reopens: 'kept',
      closed_by: 'kept',
      held_by: 'kept',
      held_name: 'kept',
      snoozed_until: 'kept',
      reminded: 'kept',
      remind_at: 'kept',
      owed_since: 'kept',
      promised_at: 'kept',
      told_again: 'kept',
      tell_at: 'kept',
      also_place: 'kept',
    },
  },
  handoff_steps: {
    by: ['handoff_id', 'handoffs'],
    columns: {
      seq: 'kept',
      handoff_id: 'kept',
      step: 'kept',
      by_who: 'kept',
      by_id: 'kept',
      by_name: 'kept',
      at: 'kept',
      detail: 'none',
      origin: 'none',
    },
  },
  proposals: {
    by: ['handoff_id', 'handoffs'],
    columns: {
      id: 'kept',
      handoff_id: 'kept',
      server: 'kept',
      tool: 'kept',
      arguments: 'object',
      state: 'kept',
      proposed_at: 'kept',
      decided_by: 'kept',
      decided_name: 'kept',
      decided_at: 'kept',
      result: 'none',
      ended_at: 'kept',
    },
  },
  promises: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      conversation_id: 'kept',
      customer_id: 'kept',
      handoff_id: 'kept',
      message_id: 'kept',
      made_by: 'kept',
      by_id: 'kept',
      by_name: 'kept',
      what: 'own_id',
      due_at: 'kept',
      stated: 'kept',
      conditional: 'kept',
      sure: 'kept',
      state: 'kept',
      made_at: 'kept',
      found_at: 'kept',
      decided_by_id: 'kept',
      decided_by_name: 'kept',
      decided_at: 'kept',
      reminded_at: 'kept',
      told_at: 'kept',
      broken_at: 'kept',
      kept_at: 'kept',
      first_due_at: 'kept',
      moved_at: 'kept',
    },
  },
  // That a promise was moved, and from when, stands with the promise; a move is known by a platform's id of a click.
  promise_moves: {
    by: 'own',
    whole: true,
    columns: {
      promise_id: 'gone',
      from_at: 'gone',
      to_at: 'gone',
      by_id: 'gone',
      by_name: 'gone',
      at: 'gone',
      origin: 'gone',
    },
  },
  aftercare: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      conversation_id: 'kept',
      handoff_id: 'kept',
      matter_id: 'kept',
      kind: 'kept',
      due_at: 'kept',
      asked_at: 'kept',
      message_id: 'kept',
      answer: 'kept',
      answered_at: 'kept',
    },
  },
  checkins: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      customer_id: 'kept',
      conversation_id: 'kept',
      kind: 'kept',
      state: 'kept',
      text: 'empty',
      by_id: 'kept',
      by_name: 'kept',
      at: 'kept',
      handoff_id: 'kept',
    },
  },
  reminders: {
    by: 'own',
    columns: { id: 'kept', text: 'empty', at: 'kept', calls: 'kept', place: 'kept', called: 'kept' },
  },
  // What staff call a problem that several have is a theme, and nobody's own.
  causes: {
    by: null,
    columns: {
      id: 'kept',
      name: 'kept',
      folded: 'kept',
      named_by: 'kept',
      named_name: 'kept',
      named_at: 'kept',
      fixed_by: 'kept',
      fixed_name: 'kept',
      fixed_at: 'kept',
    },
  },
  cause_links: {
    by: ['conversation_id', 'conversations'],
    columns: {
      id: 'kept',
      cause_id: 'kept',
      conversation_id: 'kept',
      customer_id: 'kept',
      by_id: 'kept',
      by_name: 'kept',
      at: 'kept',
      removed_at: 'kept',
      told_at: 'kept',
      told_how: 'kept',
      told_in: 'kept',
      told_as: 'kept',
    },
  },
  posts: {
    by: 'own',
    whole: true,
    last: true,
    columns: {
      seq: 'gone',
      id: 'gone',
      adapter: 'gone',
      channel: 'gone',
      thread: 'gone',
      kind: 'gone',
      state: 'gone',
      target: 'gone',
      body: 'gone',
      at: 'gone',
    },
  },
  deliveries: {
    by: ['conversation_id', 'conversations'],
    last: true,
    columns: {
      seq: 'kept',
      id: 'kept',
      conversation_id: 'kept',
      place: 'nowhere',
      kind: 'kept',
      about: 'kept',
      speaker: 'kept',
      state: 'kept',
      attempts: 'kept',
      receipt: 'none',
      error: 'none',
      created_at: 'kept',
      sent_at: 'kept',
    },
  },
  work: {
    by: 'own',
    whole: true,
    last: true,
    columns: {
      seq: 'gone',
      kind: 'gone',
      key: 'gone',
      about: 'gone',
      dedupe: 'gone',
      state: 'gone',
      due_at: 'gone',
      lease_until: 'gone',
      token: 'gone',
      attempts: 'gone',
      error: 'gone',
      created_at: 'gone',
    },
  },
  spend: {
    by: ['conversation_id', 'conversations'],
    last: true,
    columns: {
      id: 'kept',
      at: 'kept',
      customer_id: 'none',
      conversation_id: 'kept',
      purpose: 'kept',
      model: 'kept',
      input_tokens: 'kept',
      cached_tokens: 'kept',
      output_tokens: 'kept',
      reasoning_tokens: 'kept',
      estimated: 'kept',
      cost: 'kept',
      ms: 'kept',
      ended: 'kept',
    },
  },
  // The customer's own row is not emptied but replaced by another, under a new id: see anonymous.ts.
  customers: {
    by: ['id', 'customers'],
    whole: true,
    last: true,
    columns: {
      id: 'gone',
      adapter: 'kept',
      workspace: 'kept',
      platform_id: 'gone',
      name: 'gone',
      since: 'kept',
      no_unasked: 'kept',
      zone: 'none',
    },
  },
  conversations: {
    by: ['id', 'conversations'],
    last: true,
    columns: {
      id: 'kept',
      customer_id: 'kept',
      adapter: 'kept',
      workspace: 'kept',
      channel: 'erased',
      thread: 'empty',
      status: 'kept',
      outcome: 'kept',
      turn: 'kept',
      ai_told_at: 'kept',
      opened_at: 'kept',
      last_at: 'kept',
      erasure: 'kept',
      erased_at: 'removed',
    },
  },
  audit: {
    by: ['customer_id', 'customers'],
    columns: {
      id: 'kept',
      at: 'kept',
      role: 'kept',
      session: 'kept',
      did: 'kept',
      customer_id: 'kept',
      what: 'kept',
      rows_written: 'kept',
    },
  },
  erasures: {
    by: null,
    columns: {
      id: 'kept',
      kind: 'kept',
      step: 'kept',
      subject: 'kept',
      former: 'kept',
      by_role: 'kept',
      by_session: 'kept',
      asked_at: 'kept',
      cut_at: 'kept',
      done_at: 'kept',
      erased: 'kept',
      proof: 'kept',
      file: 'kept',
    },
  },
  visits: {
    by: ['customer_id', 'customers'],
    columns: { id: 'kept', customer_id: 'kept', at: 'kept', note: 'empty' },
  },
  // A digest names nobody: see digest-words.ts.
  digests: {
    by: null,
    columns: {
      period: 'kept',
      id: 'kept',
      text: 'kept',
      at: 'kept',
      place: 'kept',
      attempts: 'kept',
      receipt: 'kept',
      error: 'kept',
      sent_at: 'kept',
    },
  },
  // A topic may be one customer's alone: a row goes with the last reading that has its topic, see themes.ts.
  themes: { by: null, columns: { topic: 'gone', theme: 'gone', named_by: 'gone', at: 'gone' } },
  sign_ins: { by: null, columns: { key: 'kept', until: 'kept', used_at: 'kept' } },
  erased_origins: { by: null, columns: { hash: 'kept' } },
  listening: { by: null, columns: { adapter: 'kept', workspace: 'kept', until: 'kept' } },
  installations: { by: null, columns: { adapter: 'kept', workspace: 'kept', body: 'kept', at: 'kept' } },
  logins: { by: null, columns: { adapter: 'kept', at: 'kept' } },
}

/** The tables in the order in which they are erased. */
export const TABLES: readonly (keyof Tables)[] = (Object.keys(PERSONAL) as (keyof Tables)[]).filter(
  (table) => PERSONAL[table].by !== null,
)
