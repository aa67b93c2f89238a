package s3

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// tls tells whether the store is asked over a connection that is encrypted.
func (s *scanner) tls() scanners.Fact {
	f := scanners.Fact{Name: "tls", Value: "yes", Source: "connection"}
	if s.plainHTTP {
		f.Value = "no"
	}
	return f
}

// askEncryption asks how the store encrypts what is written to the bucket. AWS encrypts
// whatever is new with AES256 since 5 January 2023, also where nothing is set
// (docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html).
func (s *scanner) askEncryption(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: &s.addr.bucket}, answeredBy("ServerSideEncryptionConfiguration"))
	if none(err, "ServerSideEncryptionConfigurationNotFoundError", "NoSuchEncryptionConfiguration") {
		if s.vendor() == "aws" {
			return []scanners.Fact{{Name: "encryption", Value: "AES256", Detail: "AWS encrypts so what is written since 2023-01-05; what is older may lie there in the clear"}}, nil
		}
		return []scanners.Fact{{Name: "encryption", Value: "none"}}, nil
	}
	if err != nil {
		return nil, err
	}
	var facts []scanners.Fact
	if out.ServerSideEncryptionConfiguration != nil {
		for _, r := range out.ServerSideEncryptionConfiguration.Rules {
			d := r.ApplyServerSideEncryptionByDefault
			if d == nil || d.SSEAlgorithm == "" {
				continue
			}
			detail := ""
			if key := aws.ToString(d.KMSMasterKeyID); key != "" {
				detail = "key " + key
			} else if strings.HasPrefix(string(d.SSEAlgorithm), "aws:kms") {
				detail = "the key is one of the provider's"
			}
			facts = append(facts, scanners.Fact{Name: "encryption", Value: string(d.SSEAlgorithm), Detail: detail})
		}
	}
	if len(facts) == 0 {
		return nil, errNotAsked
	}
	return facts, nil
}
