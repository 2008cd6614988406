package io.vedette.node.persistence;

import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.snapshot.SnapshotFiles;

/** What the persistence of a copy needs done that takes an actor; the shard's thread calls. */
public interface PersistencePort extends Loading.Port, SnapshotFiles {}
