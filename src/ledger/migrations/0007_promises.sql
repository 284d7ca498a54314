-- What was promised to a customer, by whom and by when. A promise that was only found counts for nothing until somebody
-- says that it is one. Kept after it was due is kept late: both times stay.

create table promises (
  id text primary key,
  conversation_id text not null references conversations (id),
  customer_id text not null references customers (id),
  handoff_id text references handoffs (id),
  message_id text not null references messages (id),
  made_by text not null,
  by_id text not null,
  by_name text not null,
  what text not null,
  due_at bigint not null,
  stated integer not null,
  conditional integer not null,
  sure double precision not null,
  state text not null,
  made_at bigint not null,
  found_at bigint not null,
  decided_by_id text,
  decided_by_name text,
  decided_at bigint,
  reminded_at bigint,
  told_at bigint,
  broken_at bigint,
  kept_at bigint,
  unique (message_id, what)
);
create index promises_conversation on promises (conversation_id, due_at);
create index promises_customer on promises (customer_id, state);
create index promises_due on promises (due_at);
