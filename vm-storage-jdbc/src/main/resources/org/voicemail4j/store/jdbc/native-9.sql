create table if not exists vm_former_greeting (
    mailbox_id bigint not null,
    kind varchar(16) not null,
    recording_id bigint not null,
    primary key (mailbox_id, kind),
    foreign key (mailbox_id) references vm_mailbox (mailbox_id),
    foreign key (recording_id) references vm_recording (recording_id)
)${options};
