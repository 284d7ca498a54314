-- After a person has called a matter solved: what we ask unasked, a row per question, and what was answered to it. `matter_id`
-- is the handoff with which the matter began; `message_id` the question as it was put. A question that is not asked in the
-- end goes again.

create table aftercare (
  id text primary key,
  conversation_id text not null references conversations (id),
  handoff_id text not null references handoffs (id),
  matter_id text not null references handoffs (id),
  kind text not null,
  due_at bigint not null,
  asked_at bigint,
  message_id text,
  answer text,
  answered_at bigint,
  unique (handoff_id, kind)
);
create index aftercare_conversation on aftercare (conversation_id, asked_at);
create index aftercare_matter on aftercare (matter_id);
create index aftercare_message on aftercare (message_id);

-- The handoff whose matter this one takes up again, and by whom a handoff was closed.
alter table handoffs add column reopens text;
alter table handoffs add column closed_by text;

-- Who asked for no word that they did not ask for.
alter table customers add column no_unasked integer not null default 0;

-- A word that a member of staff sent to somebody who had said nothing, or chose not to: once for each conversation.
create table checkins (
  id text primary key,
  customer_id text not null references customers (id),
  conversation_id text not null unique references conversations (id),
  kind text not null,
  state text not null,
  text text not null,
  by_id text not null,
  by_name text not null,
  at bigint not null,
  handoff_id text references handoffs (id)
);
create index checkins_customer on checkins (customer_id, at);
