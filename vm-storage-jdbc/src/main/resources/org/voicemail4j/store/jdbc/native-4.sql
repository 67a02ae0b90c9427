create table if not exists vm_discarded (
    recording_id bigint not null primary key
)${options};
