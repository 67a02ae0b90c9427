alter table vm_credential add column former varchar(4400);

create table if not exists vm_subscription (
    node varchar(128) not null,
    subscription_id varchar(201) not null,
    expires_s bigint not null,
    expires_nanos integer not null,
    state ${text} not null,
    primary key (node, subscription_id)
)${options};

alter table vm_recording add column octets ${beginning};
