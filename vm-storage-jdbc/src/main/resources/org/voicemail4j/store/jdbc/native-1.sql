create table if not exists vm_mailbox (
    mailbox_id bigint not null primary key,
    context varchar(64) not null,
    box_number varchar(64) not null,
    change_version bigint not null,
    next_position bigint not null,
    unique (context, box_number)
)${options};

create table if not exists vm_recording (
    recording_id bigint not null primary key,
    format varchar(16) not null,
    payload_bytes bigint not null
)${options};

create table if not exists vm_chunk (
    recording_id bigint not null,
    chunk integer not null,
    octets ${octets} not null,
    primary key (recording_id, chunk),
    foreign key (recording_id) references vm_recording (recording_id) on delete cascade
)${options};

create table if not exists vm_message (
    mailbox_id bigint not null,
    message_id varchar(64) not null,
    folder varchar(16) not null,
    position bigint not null,
    urgent integer not null,
    sensitivity varchar(16) not null,
    heard_by varchar(4096) not null,
    received_ms bigint not null,
    length_ms bigint not null,
    caller_name varchar(256),
    caller_number varchar(128),
    redirecting_name varchar(256),
    redirecting_number varchar(128),
    category varchar(1024) not null,
    call_id varchar(1024) not null,
    attributes ${text} not null,
    version integer not null,
    recording_id bigint not null,
    primary key (mailbox_id, message_id),
    foreign key (mailbox_id) references vm_mailbox (mailbox_id),
    foreign key (recording_id) references vm_recording (recording_id)
)${options};

create index vm_message_in_folder on vm_message (mailbox_id, folder, urgent, position);

create table if not exists vm_greeting (
    mailbox_id bigint not null,
    kind varchar(16) not null,
    recording_id bigint not null,
    primary key (mailbox_id, kind),
    foreign key (mailbox_id) references vm_mailbox (mailbox_id),
    foreign key (recording_id) references vm_recording (recording_id)
)${options};
