"""Tables of the ledger, as steps from an empty file to the present format.

A step is never changed once released: a new format is a new step. The file's `user_version`
says how many were taken; each is taken in a transaction of its own.
"""

from typing import Final

APPLICATION_ID: Final = 0x54524F50  # «TROP»

STEPS: Final[tuple[str, ...]] = (
    """
    CREATE TABLE record (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE source (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL,
        key_hash BLOB NOT NULL UNIQUE,
        hint TEXT NOT NULL, off INTEGER NOT NULL, created INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE inbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL, received INTEGER NOT NULL,
        count INTEGER NOT NULL, data BLOB NOT NULL, keys BLOB NOT NULL, checksum BLOB NOT NULL
    );

    CREATE TABLE failed (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, received INTEGER NOT NULL,
        code TEXT NOT NULL, place TEXT NOT NULL, raw BLOB NOT NULL, details TEXT NOT NULL
    );
    CREATE INDEX failed_code ON failed (code, id);

    CREATE TABLE name (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, value TEXT NOT NULL,
        person INTEGER NOT NULL, first INTEGER NOT NULL, public INTEGER NOT NULL,
        shared INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, value)
    );
    CREATE INDEX name_person ON name (person) WHERE person <> number;

    CREATE TABLE link (
        id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER NOT NULL, b INTEGER NOT NULL,
        time INTEGER NOT NULL, key INTEGER NOT NULL, alias INTEGER NOT NULL,
        public INTEGER NOT NULL, outcome TEXT NOT NULL DEFAULT '',
        UNIQUE (a, b, alias, public)
    );
    CREATE INDEX link_b ON link (b);

    CREATE TABLE login (
        device INTEGER NOT NULL, first INTEGER NOT NULL, anchor INTEGER NOT NULL,
        last INTEGER NOT NULL, PRIMARY KEY (device, first, anchor)
    ) WITHOUT ROWID;
    CREATE INDEX login_anchor ON login (anchor);

    CREATE TABLE deal (
        number INTEGER PRIMARY KEY, anchor INTEGER NOT NULL, time INTEGER NOT NULL,
        key INTEGER NOT NULL
    );
    CREATE INDEX deal_anchor ON deal (anchor);

    CREATE TABLE apart (
        a INTEGER NOT NULL, b INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (a, b)
    ) WITHOUT ROWID;

    CREATE TABLE trait (
        number INTEGER NOT NULL, name TEXT NOT NULL, time INTEGER NOT NULL,
        value TEXT NOT NULL, source TEXT NOT NULL, public INTEGER NOT NULL,
        PRIMARY KEY (number, name, time)
    ) WITHOUT ROWID;

    CREATE TABLE stale (person INTEGER PRIMARY KEY);

    CREATE TABLE voided (key INTEGER PRIMARY KEY, by INTEGER NOT NULL);

    CREATE TABLE outage (
        start INTEGER NOT NULL, finish INTEGER NOT NULL, source TEXT NOT NULL,
        PRIMARY KEY (start, finish, source)
    ) WITHOUT ROWID;

    CREATE TABLE file (
        path TEXT PRIMARY KEY, kind TEXT NOT NULL, rows INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL, bytes INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE edition (
        map TEXT NOT NULL, number INTEGER NOT NULL, published INTEGER NOT NULL,
        reason TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (map, number)
    ) WITHOUT ROWID;

    CREATE TABLE import (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, mapping TEXT NOT NULL,
        started INTEGER NOT NULL,
        finished INTEGER NOT NULL, chunk INTEGER NOT NULL, counts TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # An event may be voided twice, and each of the two that said so is no event itself. Files
    # have a digest, so that a byte that turned over on the disk is found.
    """
    CREATE TABLE voiding (
        key INTEGER NOT NULL, by INTEGER NOT NULL, PRIMARY KEY (key, by)
    ) WITHOUT ROWID;
    INSERT INTO voiding SELECT key, by FROM voided;
    DROP TABLE voided;
    ALTER TABLE voiding RENAME TO voided;

    ALTER TABLE file ADD COLUMN digest TEXT NOT NULL DEFAULT '';
    """,
    # What was spent. Days are those of the calendar, counted from 1970; `until` is left out.
    """
    CREATE TABLE cost (
        key TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL,
        amount INTEGER NOT NULL, currency TEXT NOT NULL, kind TEXT NOT NULL,
        channel TEXT NOT NULL, campaign TEXT NOT NULL, touchpoint TEXT NOT NULL,
        role TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX cost_since ON cost (since);
    """,
    # People who use the product. Of what opens something only hashes are kept; the journal is
    # added to and never changed.
    """
    CREATE TABLE user (
        id TEXT PRIMARY KEY, login TEXT NOT NULL, login_key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
        disabled INTEGER NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE session (
        hash BLOB PRIMARY KEY, user TEXT NOT NULL REFERENCES user (id),
        created INTEGER NOT NULL, seen INTEGER NOT NULL, address TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE entry_link (
        hash BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, role TEXT NOT NULL,
        name TEXT NOT NULL, by TEXT NOT NULL, created INTEGER NOT NULL,
        expires INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE deed (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL,
        how TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL, address TEXT NOT NULL,
        details TEXT NOT NULL
    );
    CREATE TRIGGER deed_stays BEFORE DELETE ON deed
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER deed_as_it_was BEFORE UPDATE ON deed
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    """,
    # What was done to drafts of maps in the app, step after step.
    """
    CREATE TABLE map_edit (
        map TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, of INTEGER NOT NULL,
        at INTEGER NOT NULL, who TEXT NOT NULL, client TEXT NOT NULL, asked TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL, start INTEGER NOT NULL,
        removed BLOB NOT NULL, added BLOB NOT NULL, touched TEXT NOT NULL, said TEXT NOT NULL,
        written INTEGER NOT NULL, PRIMARY KEY (map, version)
    );
    CREATE TABLE map_draft (map TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID;
    """,
    # What those who work with people write down about them.
    """
    CREATE TABLE note (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL,
        text TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX note_number ON note (number);
    """,
    # Who was erased, and keyed hashes of names that may not come back.
    """
    CREATE TABLE erasure (
        id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, at INTEGER NOT NULL,
        who TEXT NOT NULL, persons TEXT NOT NULL, names INTEGER NOT NULL, key BLOB NOT NULL,
        events INTEGER NOT NULL, finished INTEGER NOT NULL
    );
    CREATE TABLE forgotten (hash BLOB PRIMARY KEY) WITHOUT ROWID;
    """,
    # What people say about elements of maps.
    """
    CREATE TABLE comment (
        id TEXT PRIMARY KEY, map TEXT NOT NULL, path TEXT NOT NULL, thread TEXT NOT NULL,
        at INTEGER NOT NULL, user TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL,
        edited INTEGER NOT NULL, settled INTEGER NOT NULL, settled_by TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX comment_map ON comment (map, at);
    """,
    # An invitation may be for one login.
    """
    ALTER TABLE entry_link ADD COLUMN login TEXT NOT NULL DEFAULT '';
    """,
    # Links by which strangers see one map.
    """
    CREATE TABLE map_link (
        hash BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, map TEXT NOT NULL,
        numbers INTEGER NOT NULL, framed INTEGER NOT NULL, title TEXT NOT NULL,
        days INTEGER NOT NULL, by TEXT NOT NULL, created INTEGER NOT NULL,
        expires INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    # In a home of several workspaces, which of them somebody may enter, and as whom.
    """
    ALTER TABLE user ADD COLUMN places TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE entry_link ADD COLUMN places TEXT NOT NULL DEFAULT '{}';
    """,
    # Whom somebody can turn to.
    """
    CREATE INDEX name_contact ON name (person)
        WHERE kind IN ('phone', 'email', 'messenger', 'crm');
    """,
    # Of an erasure what its act says: by whom, why, which kinds of data. An act stays.
    """
    ALTER TABLE erasure ADD COLUMN called TEXT NOT NULL DEFAULT '';
    ALTER TABLE erasure ADD COLUMN reason TEXT NOT NULL DEFAULT '';
    ALTER TABLE erasure ADD COLUMN basis TEXT NOT NULL DEFAULT '';
    ALTER TABLE erasure ADD COLUMN what TEXT NOT NULL DEFAULT '{}';
    CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure
    BEGIN SELECT RAISE(ABORT, 'acts of erasing stay'); END;
    CREATE INDEX deed_about ON deed (about) WHERE about <> '';
    """,
)
