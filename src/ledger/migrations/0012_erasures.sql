-- Erasing words: of one customer because they asked, or of conversations that have been quiet for longer than the owner keeps
-- them. Each is written down with what it has come to; `proof` is what was erased and what stays, without a word of anybody's.
-- `subject` is the id of whom it is about, the new one once it has begun, and `file` whether the embedded ledger's file has
-- been written anew since.

create table erasures (
  id text primary key,
  kind text not null,
  step text not null,
  subject text,
  former text,
  by_role text not null,
  by_session text not null,
  asked_at bigint not null,
  cut_at bigint,
  done_at bigint,
  erased text not null,
  proof text,
  file text not null
);
create index erasures_asked on erasures (asked_at);

-- Which erasure a conversation's words go with, and since when they are gone.
alter table conversations add column erasure text;
alter table conversations add column erased_at bigint;
create index conversations_erasure on conversations (erasure) where erasure is not null;
create index conversations_unerased on conversations (last_at) where erasure is null;

-- What platforms may bring again of what was erased, as hashes: it is known, and stays erased. Nothing leads from here to a row.
create table erased_origins (
  hash text primary key
);

-- Who took what out of the house, erased it or gave others a way in: ids and counts, never a word.
create table audit (
  id text primary key,
  at bigint not null,
  role text not null,
  session text not null,
  did text not null,
  customer_id text,
  what text not null,
  rows_written bigint
);
create index audit_at on audit (at, id);
create index audit_customer on audit (customer_id);

-- A theme that nobody else has is one customer's own: it is looked for when theirs goes.
create index readings_topic on readings (topic) where topic is not null;

-- What the local page shows of one handoff, wherever it stands.
create index posts_of_thread on posts (thread) where thread <> '';

-- What was sent in one conversation.
create index deliveries_conversation on deliveries (conversation_id, created_at);
