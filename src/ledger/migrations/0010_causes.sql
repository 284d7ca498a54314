-- What several customers suffer from alike, named by staff. `folded` is the name as it is compared.
create table causes (
  id text primary key,
  name text not null,
  folded text not null unique,
  named_by text not null,
  named_name text not null,
  named_at bigint not null,
  fixed_by text,
  fixed_name text,
  fixed_at bigint
);

-- Which conversation is about which cause: one at most that was not taken away. The row stays when it is taken away, so
-- that nobody is told twice. `told_how` is "sent", "noted" (whoever had the customer was asked to tell them) or "lost"
-- (the word did not arrive); `told_in` is the conversation and `told_as` the message in which the customer was told.
create table cause_links (
  id text primary key,
  cause_id text not null references causes (id),
  conversation_id text not null references conversations (id) on delete cascade,
  customer_id text not null references customers (id) on delete cascade,
  by_id text not null,
  by_name text not null,
  at bigint not null,
  removed_at bigint,
  told_at bigint,
  told_how text,
  told_in text,
  told_as text,
  unique (cause_id, conversation_id)
);
create unique index cause_links_conversation on cause_links (conversation_id) where removed_at is null;
create index cause_links_told on cause_links (told_as) where told_as is not null;
create index cause_links_told_in on cause_links (told_in) where told_in is not null;
