-- What the owner's room reads: what happened in a day, and what belongs to one conversation.

create index messages_at on messages (at, seq);
create index readings_conversation on readings (conversation_id);
create index turns_settled on turns (settled_at);
create index handoffs_status on handoffs (status, opened_at);
create index notes_handoff on notes (handoff_id);
