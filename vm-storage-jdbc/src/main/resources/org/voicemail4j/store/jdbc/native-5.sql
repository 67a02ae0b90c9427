create table if not exists vm_outbox (
    entry_id varchar(32) not null primary key,
    context varchar(64) not null,
    box_number varchar(64) not null,
    message_id varchar(64) not null,
    channel varchar(32) not null,
    content ${text} not null,
    created_ms bigint not null,
    due_ms bigint not null,
    attempts integer not null,
    dead integer not null,
    reason varchar(500) not null
)${options};

create index vm_outbox_by_due on vm_outbox (dead, due_ms);
